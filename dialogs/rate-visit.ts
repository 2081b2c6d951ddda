import type { Questionnaire, SurveyQuestion } from '../domain/hospital.ts'
import type { Effect } from '../domain/effect.ts'
import { line, say, type SayOption } from '../domain/say.ts'
import { lowScore } from '../rules/low-score.ts'
import {
  ask,
  askAnew,
  type Context,
  type Dialog,
  end,
  type Fact,
  type Known,
  known,
} from './engine/dialog.ts'
import type { World } from './world.ts'

type Rate = Extract<Effect, { kind: 'rate' }>

const SKIP = /^(跳过|不想说|没有了?|没了|无|略|下一[个题]|不填|暂时没有|没什么)[。！!]*$/u
const SCALE = ['1', '2', '3', '4', '5']

const optionsOf = ({ kind, options }: SurveyQuestion): SayOption[] => {
  if (kind === 'scale') return SCALE.map((id) => ({ id, label: line(`scale-${id}`) }))
  return kind === 'choice' ? (options ?? []).map((label) => ({ id: label, label })) : []
}

/** Which questionnaire: the one it was started with, else the hospital's first. */
const chosen = (said: unknown, { hospital }: World): Questionnaire | undefined =>
  hospital.questionnaires.find(({ key }) => key === said) ?? hospital.questionnaires[0]

const questionnaire: Fact = {
  name: 'questionnaire',
  resolve: (said, _known, { world }) => {
    const found = chosen(said, world)
    return found ? known(found) : end(say('survey-none'))
  },
}

const appointment: Fact = { name: 'appointment', resolve: (said) => known(said ?? null) }

/** Position in the questionnaire; its wording comes from the hospital file as it is now. */
const answer = (index: number): Fact => ({
  name: `answer-${index}`,
  hear: ({ understanding: { entities }, words }, { asked }) => {
    if (!asked) return undefined
    return entities.score ?? entities.choice ?? words.slice(0, 500)
  },
  resolve: (said, facts) => {
    const questions = (facts.questionnaire as Questionnaire).questions
    const question = questions[index]
    if (!question) return known(null)
    const lines = [line('survey-question', { number: index + 1, count: questions.length, ask: question.ask })]
    const again = line('survey-again', { ask: question.ask })
    const options = optionsOf(question)
    if (said === undefined) return ask({ lines, again, options })
    if (typeof said === 'string' && SKIP.test(said.trim())) return known(null)
    const words = typeof said === 'string' ? said : JSON.stringify(said)
    if (question.kind === 'text') return known(words)
    return options.some(({ id }) => id === words)
      ? known(words)
      : askAnew({ lines: [line('survey-choose'), ...lines], again, options })
  },
})

/** A low score asks why, once. Source: SV-3 (S3 三.3). */
const why: Fact = {
  name: 'why',
  hear: ({ words }, { asked }) => (asked ? words.slice(0, 500) : undefined),
  resolve: (said, facts, { world }) => {
    if (!hasLowScore(facts, world)) return known(null)
    if (typeof said === 'string') return known(SKIP.test(said.trim()) ? null : said)
    return ask({ lines: [line('survey-why')], again: line('survey-why') })
  },
}

const MOST_QUESTIONS = 12

const answered = (facts: Record<string, unknown>): { question: SurveyQuestion; value: string }[] =>
  (facts.questionnaire as Questionnaire).questions.flatMap((question, index) => {
    const value = facts[`answer-${index}`]
    return typeof value === 'string' ? [{ question, value }] : []
  })

const hasLowScore = (facts: Record<string, unknown>, world: World): boolean =>
  lowScore(
    answered(facts).map(({ question, value }) => ({
      score: question.kind === 'scale' ? Number(value) : null,
    })),
    world.policy,
  )

const wordsOf = (facts: Record<string, unknown>): string | null => {
  const free = answered(facts).flatMap(({ question, value }) => (question.kind === 'text' ? [value] : []))
  return [...free, ...(typeof facts.why === 'string' ? [facts.why] : [])].join('\n') || null
}

/** The ticket that a low score opens. Source: SV-3 (S3 三(3)). */
const ticketOf = async (
  rate: Rate,
  { world }: Context,
  key: string,
): Promise<Extract<Effect, { kind: 'lodge' }>> => {
  const visit = rate.appointment === null ? null : await world.visit(rate.appointment)
  return {
    kind: 'lodge',
    key: `${key}:low`,
    ticket: await world.newTicketNumber(),
    ticketKind: 'complaint',
    class: 'service',
    severity: 'simple',
    department: visit?.department ?? null,
    story: rate.comment ?? '',
    person: null,
    when: visit?.day ?? null,
    name: null,
    phone: null,
    attachments: [],
  }
}

const scoresOf = (facts: Known): Record<string, string | number> =>
  Object.fromEntries(
    answered(facts).flatMap(({ question, value }) =>
      question.kind === 'text'
        ? []
        : [[question.key, question.kind === 'scale' ? Number(value) : value] as const],
    ),
  )

/** A short survey after a visit; any question may be skipped. Source: SV-1, SV-3. */
export const rateVisit: Dialog = {
  name: 'rate-visit',
  startsOn: ['survey.start'],
  schema: 1,
  absorbs: [
    'praise.give',
    'suggestion.give',
    'complaint.lodge',
    'dialog.affirm',
    'dialog.deny',
    'chat.thanks',
    'survey.start',
    'medical.advice',
    'chat.greet',
  ],
  facts: [
    questionnaire,
    appointment,
    ...Array.from({ length: MOST_QUESTIONS }, (_, index) => answer(index)),
    why,
  ],
  finish: async (facts, context, key) => {
    const rate: Rate = {
      kind: 'rate',
      key,
      questionnaire: (facts.questionnaire as Questionnaire).key,
      appointment: (facts.appointment as number | null) ?? null,
      answers: scoresOf(facts),
      comment: wordsOf(facts),
    }
    if (!hasLowScore(facts, context.world)) return { effects: [rate], says: [say('survey-thanks')] }
    const lodge = await ticketOf(rate, context, key)
    return { effects: [rate, lodge], says: [say('survey-low', { ticket: `T${lodge.ticket}` })] }
  },
}
