/** Reports that come three times, the copies anywhere behind the first: whole transcripts end in the same state. */
import fc from 'fast-check'
import type { Update } from 'grammy/types'
import { expect, it } from 'vitest'
import { rows } from '../../prisma/sql.ts'
import { chosenTranscripts } from '../support/chosen-transcripts.ts'
import type { FakeBotApi } from '../support/fake-bot-api.ts'
import type { HospitalUnderTest } from '../support/hospital-under-test.ts'
import { openOnTelegram } from '../support/telegram-stage.ts'
import { play, type Transcript } from '../support/transcript.ts'

const transcripts = chosenTranscripts({ most: Infinity }).flatMap(([, named]) =>
  named.map(([, transcript]) => transcript),
)

const TABLES = [
  'inbox',
  'outbox',
  'appointment',
  'person',
  'consent',
  'ticket',
  'ticket_event',
  'task',
  'relay',
  'due',
]

const stateOf = async ({ kit }: HospitalUnderTest): Promise<unknown[]> => {
  const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')
  const { pool } = kit.database
  return [
    ...(await rows(pool, `SELECT ${counts}`)),
    ...(await rows(pool, 'SELECT status, count(*) FROM appointment GROUP BY 1 ORDER BY 1')),
    ...(await rows(pool, 'SELECT status, count(*) FROM ticket GROUP BY 1 ORDER BY 1')),
    ...(await rows(pool, 'SELECT status, count(*) FROM due GROUP BY 1 ORDER BY 1')),
  ]
}

/** What was heard at each step, and what was left in the end. */
const played = async (transcript: Transcript, before: (api: FakeBotApi) => void = () => undefined) => {
  let state: unknown[] = []
  const open = async (at: number): Promise<HospitalUnderTest> => {
    const under = await openOnTelegram(at, before)
    const close = async (): Promise<void> => {
      state = await stateOf(under)
      await under.close()
    }
    return { ...under, close }
  }
  const steps = await play(transcript, open)
  return { state, unlike: steps.filter(({ agrees }) => !agrees).map(({ input, actual }) => [input, actual]) }
}

/** Reports everything three times: `delays` says how many reports later each copy comes; 0 is right behind. */
const threefold = (api: FakeBotApi, delays: number[], copied: () => void): void => {
  let waiting: { update: Update; left: number }[] = []
  let next = 0
  const later = (): number => delays[next++ % delays.length] ?? 0
  const copy = ({ update_id: _, ...content }: Update): Update => {
    copied()
    return api.update(content)
  }
  api.disturb = (update) => {
    waiting.push({ update, left: later() }, { update, left: later() })
    const due = waiting.filter(({ left }) => left === 0)
    waiting = waiting.filter(({ left }) => left > 0).map((each) => ({ ...each, left: each.left - 1 }))
    // The last come first.
    return [update, ...due.toReversed().map((each) => copy(each.update))]
  }
}

it('reports that come three times and shuffled leave the same state', { timeout: 240_000 }, async () => {
  let copies = 0
  const copied = (): void => {
    copies += 1
  }
  const delays = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 5, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...transcripts), delays, async (transcript, each) => {
      const once = await played(transcript)
      const thrice = await played(transcript, (api) => threefold(api, each, copied))
      expect({ title: transcript.title, ...thrice }).toEqual({ title: transcript.title, ...once })
    }),
    { numRuns: 8, endOnFailure: true },
  )
  expect(copies).toBeGreaterThan(8)
})
