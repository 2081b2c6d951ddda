import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Outcome } from '../../dialogs/engine/outcome.ts'
import type { SentList } from '../../domain/conversation.ts'
import type { Effect } from '../../domain/effect.ts'
import type { Line } from '../../domain/say.ts'
import { spanWords } from '../../dialogs/words.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { openTalk, type Talk } from './world-in-memory.ts'

vi.setConfig({ testTimeout: 120_000 })

type Book = Extract<Effect, { kind: 'book' }>

const bookIn = ({ effects }: Outcome): Book | undefined =>
  effects.find((effect): effect is Book => effect.kind === 'book')

const IDENTITY = { name: '李雷', idNumber: '110101199003074514', phone: '13812345678' }

const REST = [
  '挂骨科',
  '普通门诊就行',
  `我叫${IDENTITY.name}`,
  `身份证${IDENTITY.idNumber}`,
  `手机${IDENTITY.phone}`,
]
const APART = [...REST, '下周三上午', '九点半的']
const TOGETHER = [...REST, '下周三上午九点半的']

const inAnyOrder = (facts: string[]) => fc.shuffledSubarray(facts, { minLength: facts.length })

/** Facts in any order: one in each message, or cut into messages anywhere. */
const tellings = fc.oneof(
  inAnyOrder(APART),
  fc
    .tuple(
      inAnyOrder(TOGETHER),
      fc.array(fc.boolean(), { minLength: TOGETHER.length, maxLength: TOGETHER.length }),
    )
    .map(([facts, joined]) =>
      facts.reduce<string[]>(
        (messages, fact, index) =>
          index > 0 && joined[index]
            ? [...messages.slice(0, -1), `${messages.at(-1)}，${fact}`]
            : [...messages, fact],
        [],
      ),
    ),
)

const open = ({ state }: Talk): SentList | undefined => {
  const frame = state.frames.at(-1)
  return state.lists.findLast((list) => list.frame === frame?.id && list.field === frame.asked)
}

const textsOf = ({ says }: Outcome): Line[] =>
  says.flatMap(({ lines }) => lines.filter((each): each is Line => typeof each !== 'string'))

describe('facts in any order', () => {
  it('lead to the same booking', async () => {
    await fc.assert(
      fc.asyncProperty(tellings, async (messages) => {
        const talk = openTalk()
        await talk.say('我要挂号')
        for (const message of messages) expect(bookIn(await talk.say(message))).toBeUndefined()
        expect(open(talk)?.field).toBe('consent')
        expect(bookIn(await talk.say('同意'))).toBeUndefined()
        const book = bookIn(await talk.say('确认'))
        const period = talk.periods.find((each) => each.period === book?.period)
        expect(book?.person).toMatchObject({ identity: IDENTITY })
        expect(period).toMatchObject({ department: 'gu-ke', doctor: null, day: '2026-12-02' })
        expect(period && spanWords(period, defaultPolicy.zone)).toBe('09:30–10:00')
      }),
      { numRuns: 30 },
    )
  })
})

const CHATTER = [
  '挂骨科普通门诊，下周三上午九点，我叫李雷，身份证110101199003074514，手机13812345678',
  '约12月2号下午两点王建国，我叫李雷，身份证110101199003074514，手机13812345678',
  '同意',
  '改成周四',
  '换成眼科普通门诊',
  '十点半',
  '1',
  '2',
  '不对',
  '先不',
  '上一步',
  '算了',
  '停车场在哪',
  '好的',
  '确认',
  '谢谢',
  '我手机换成13987650000',
  '给我妈挂',
]

const beginnings = fc.constantFrom(...CHATTER.slice(0, 2))

const YES = ['好的', '确认', '1', '同意']

type Move = { say: string } | { press: number; option: number } | { take: number }

const moves = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...CHATTER).map((say): Move => ({ say })) },
    {
      weight: 2,
      arbitrary: fc.record({ press: fc.nat(4), option: fc.nat(7) }).map((each): Move => each),
    },
    { weight: 1, arbitrary: fc.nat(400).map((take): Move => ({ take })) },
  ),
  { minLength: 1, maxLength: 15 },
)

interface Summary {
  list: SentList
  time: unknown
  clinic: unknown
}

const summaryIn = (outcome: Outcome, talk: Talk): Summary | undefined => {
  const read = textsOf(outcome).find(({ key }) => key === 'confirm-booking')
  const list = talk.state.lists.at(-1)
  return read && list?.field === 'confirm'
    ? { list, time: read.args?.time, clinic: read.args?.clinic }
    : undefined
}

/** Plays a move; undefined where there is nothing to press. */
const act = (talk: Talk, move: Exclude<Move, { take: number }>) => {
  if ('say' in move) return { yes: YES.includes(move.say), to: undefined, outcome: talk.say(move.say) }
  const list = talk.state.lists.at(-1 - move.press)
  const option = list?.options[move.option % Math.max(list.options.length, 1)]
  if (!list || !option) return undefined
  const press = { list: list.id, option: option.id }
  return { yes: option.id === 'yes', to: list.id, outcome: talk.say(option.label, press) }
}

describe('whatever is said and pressed', () => {
  it('nothing is booked without a yes to what was read out, and what was read out is what is booked', async () => {
    let booked = 0
    await fc.assert(
      fc.asyncProperty(beginnings, moves, async (beginning, played) => {
        const talk = openTalk()
        const summaries: Summary[] = []
        for (const move of [{ say: beginning }, { say: '同意' }, ...played]) {
          if ('take' in move) {
            const period = talk.periods[move.take % talk.periods.length]
            if (period) period.free = 0
            continue
          }
          const done = act(talk, move)
          if (!done) continue
          const outcome = await done.outcome
          const book = bookIn(outcome)
          if (book) {
            booked += 1
            const period = talk.periods.find((each) => each.period === book.period)
            const answered =
              done.to === undefined ? summaries.at(-1) : summaries.find(({ list }) => list.id === done.to)
            expect(done.yes).toBe(true)
            expect(book.key).toBe(`${answered?.list.frame}:${answered?.list.digest}`)
            expect(period?.free).toBeGreaterThan(0)
            expect(String(answered?.time)).toContain(period ? spanWords(period, defaultPolicy.zone) : '?')
          }
          const summary = summaryIn(outcome, talk)
          if (summary) summaries.push(summary)
        }
      }),
      { numRuns: 60 },
    )
    expect(booked).toBeGreaterThan(0)
  })
})

describe('a list that changes between asking and answering', () => {
  const answers = fc.record({
    taken: fc.uniqueArray(fc.nat(7), { maxLength: 8 }),
    chosen: fc.nat(7),
  })

  it('a number means the option that was sent, or is said to be gone', async () => {
    await fc.assert(
      fc.asyncProperty(answers, async ({ taken, chosen }) => {
        const talk = openTalk()
        await talk.say('挂骨科普通门诊，下周三上午')
        const sent = open(talk)?.options ?? []
        expect(sent).toHaveLength(8)
        for (const index of taken) {
          const period = talk.periods.find((each) => String(each.period) === sent[index]?.id)
          if (period) period.free = 0
        }
        const outcome = await talk.say(String(chosen + 1))
        const wanted = sent[chosen]?.id
        const keys = textsOf(outcome).map(({ key }) => key)
        if (taken.length === sent.length) expect(keys).toEqual(['day-full', 'ask-day-other'])
        else if (taken.includes(chosen)) {
          expect(keys).toEqual(['period-taken', 'ask-period'])
          expect(talk.state.frames.at(-1)?.facts.period).toBeUndefined()
        } else {
          expect(keys).toContain('ask-consent')
          expect(talk.state.frames.at(-1)?.facts.period).toEqual({ period: Number(wanted) })
        }
      }),
      { numRuns: 30 },
    )
  })

  it('a yes after the place has gone books nothing', async () => {
    const talk = openTalk()
    await talk.say('约12月2号下午两点王建国，我叫李雷，身份证110101199003074514，手机13812345678')
    await talk.say('同意')
    const period = talk.periods.find(
      (each) => each.doctor === 'wang-jianguo' && each.day === '2026-12-02' && each.part === 'afternoon',
    )
    if (period) period.free = 0
    const outcome = await talk.say('确认')
    expect(outcome.effects).toEqual([])
    expect(textsOf(outcome).map(({ key }) => key)).toContain('period-taken')
  })
})

const fill = (talk: Talk, ofDay: (day: string) => boolean): void => {
  for (const period of talk.periods) if (period.department === 'gu-ke' && ofDay(period.day)) period.free = 0
}

describe('what is full', () => {
  it('a full day: others are offered', async () => {
    const talk = openTalk()
    fill(talk, (day) => day === '2026-12-02')
    const outcome = await talk.say('挂骨科普通门诊，下周三')
    expect(textsOf(outcome).map(({ key }) => key)).toEqual(['day-full', 'ask-day-other'])
    expect(open(talk)?.options.length).toBeGreaterThan(0)
  })

  it('a full department ends the dialog with a way out', async () => {
    const talk = openTalk()
    fill(talk, () => true)
    const outcome = await talk.say('挂骨科普通门诊，下周三')
    expect(textsOf(outcome).map(({ key }) => key)).toEqual(['department-full'])
    expect(talk.state.frames).toEqual([])
  })
})
