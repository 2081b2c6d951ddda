import type { Questionnaire, SurveyQuestion } from '../domain/hospital.ts'
import { line, say, type SayOption } from '../domain/say.ts'
import { lowScore } from '../rules/low-score.ts'
import { ask, askAnew, type Dialog, end, type Fact, known } from './engine/dialog.ts'
import type { World } from './world.ts'

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

/** A short survey after a visit; questions are data, optional ones may be skipped. Source: SV-1, SV-3. */
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
  finish: async (facts, { world }, key) => {
    const { key: name } = facts.questionnaire as Questionnaire
    const scores = answered(facts).flatMap(({ question, value }) =>
      question.kind === 'text'
        ? []
        : [[question.key, question.kind === 'scale' ? Number(value) : value] as const],
    )
    const low = hasLowScore(facts, world)
    const comment = wordsOf(facts)
    const rate = {
      kind: 'rate' as const,
      key,
      questionnaire: name,
      appointment: (facts.appointment as number | null) ?? null,
      answers: Object.fromEntries(scores),
      comment,
    }
    if (!low) return { effects: [rate], says: [say('survey-thanks')] }
    const ticket = await world.newTicketNumber()
    const visit = rate.appointment === null ? null : await world.visit(rate.appointment)
    return {
      effects: [
        rate,
        {
          kind: 'lodge',
          key: `${key}:low`,
          ticket,
          ticketKind: 'complaint',
          class: 'service',
          severity: 'simple',
          department: visit?.department ?? null,
          story: comment ?? '',
          person: null,
          when: visit?.day ?? null,
          name: null,
          phone: null,
          attachments: [],
        },
      ],
      says: [say('survey-low', { ticket: `T${ticket}` })],
    }
  },
}
