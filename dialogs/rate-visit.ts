import type { Questionnaire, SurveyQuestion } from '../domain/hospital.ts'
import type { Effect } from '../domain/effect.ts'
import type { ComplaintClass } from '../domain/understanding.ts'
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
  if (kind === 'scale')
    return SCALE.map((id, index) => ({ id, label: options?.[index] ?? line(`scale-${id}`) }))
  return kind === 'choice' ? (options ?? []).map((label) => ({ id: label, label })) : []
}

/** An answer in the patient's words, with the number in it if there is one. */
interface Spoken {
  words: string
  number: number | null
}

const NEGATED = /[不没别非无]/u

/** The option whose words a sentence contains (等太久了 → 太久了), unless what stands around them turns it round. */
const spokenOf = (words: string, options: SayOption[]): string | undefined => {
  const labelled = options.flatMap(({ id, label }) =>
    typeof label === 'string' && words.includes(label) ? [{ id, label }] : [],
  )
  const [best] = labelled.toSorted((a, b) => b.label.length - a.label.length)
  return best && !NEGATED.test(words.replace(best.label, '')) ? best.id : undefined
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

/** An offer stays in the chat: whoever takes it up again has rated the visit already. */
const appointment: Fact = {
  name: 'appointment',
  resolve: async (said, facts, { world }) => {
    const { key } = facts.questionnaire as Questionnaire
    const isRated = typeof said === 'number' && (await world.isRated(said, key))
    return isRated ? end(say('survey-already')) : known(said ?? null)
  },
}

/** Position in the questionnaire; its wording comes from the hospital file as it is now. */
const answer = (index: number): Fact => ({
  name: `answer-${index}`,
  passedBy: SKIP,
  hear: ({ understanding: { entities }, words }, { asked }) => {
    if (!asked) return undefined
    return { words: words.slice(0, 500), number: entities.score ?? entities.choice ?? null }
  },
  resolve: (said, facts) => {
    const questions = (facts.questionnaire as Questionnaire).questions
    const question = questions[index]
    if (!question) return known(null)
    const lines = [line('survey-question', { number: index + 1, count: questions.length, ask: question.ask })]
    const again = line('survey-again', { ask: question.ask })
    const options = optionsOf(question)
    if (said === undefined) return ask({ lines, again, options })
    const { words, number } =
      typeof said === 'string' ? { words: said, number: said } : (said as unknown as Spoken)
    if (SKIP.test(words.trim())) return known(null)
    if (question.kind === 'text') return known(words)
    const choice = options.find(({ id }) => id === String(number))?.id ?? spokenOf(words, options)
    return choice !== undefined
      ? known(choice)
      : askAnew({ lines: [line('survey-choose'), ...lines], again, options })
  },
})

/** Why the score was low, and what kind of complaint that is. */
interface Reason {
  words: string
  class: ComplaintClass | null
}

/** A low score asks why, once. Source: SV-3 (S3 三.3). */
const why: Fact = {
  name: 'why',
  passedBy: SKIP,
  hear: ({ words, understanding: { complaint } }, { asked }) =>
    asked ? { words: words.slice(0, 500), class: complaint?.class ?? null } : undefined,
  resolve: (said, facts, { world }) => {
    if (!hasLowScore(facts, world)) return known(null)
    const told = said as unknown as Reason | undefined
    if (told) return known(SKIP.test(told.words.trim()) ? null : told)
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
  const reason = facts.why as Reason | null
  return [...free, ...(reason ? [reason.words] : [])].join('\n') || null
}

/** The low answers themselves, for those who look into them. */
const lowAnswers = (facts: Record<string, unknown>, { policy }: World): string[] =>
  answered(facts)
    .filter(
      ({ question, value }) => question.kind === 'scale' && lowScore([{ score: Number(value) }], policy),
    )
    .map(({ question, value }) => `${question.ask} ${question.options?.[Number(value) - 1] ?? value}`)

/** The ticket that a low score opens. Source: SV-3 (S3 三(3)). */
const ticketOf = async (
  rate: Rate,
  facts: Known,
  { world }: Context,
  key: string,
): Promise<Extract<Effect, { kind: 'lodge' }>> => {
  const visit = rate.appointment === null ? null : await world.visit(rate.appointment)
  return {
    kind: 'lodge',
    key: `${key}:low`,
    ticket: await world.newTicketNumber(),
    ticketKind: 'complaint',
    class: (facts.why as Reason | null)?.class ?? 'service',
    severity: 'simple',
    department: visit?.department ?? null,
    story: [...lowAnswers(facts, world), ...(rate.comment ? [rate.comment] : [])].join('\n'),
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
    const lodge = await ticketOf(rate, facts, context, key)
    return { effects: [rate, lodge], says: [say('survey-low', { ticket: `T${lodge.ticket}` })] }
  },
}
