/** What is said in a chat arrives in its order, however it fails, and however many deliver at once. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../domain/channel.ts'
import { deliver } from '../../jobs/deliver.ts'
import { conversationOf } from '../../prisma/queries/conversations.ts'
import { appendMessages } from '../../prisma/queries/outbox.ts'
import { type HospitalUnderTest, openHospital } from '../support/hospital-under-test.ts'

/** A message that fails as often as this is given up. */
const TRIES = 8
const NINE = Date.parse('2026-11-23T09:00:00+08:00')

const day = fc.record({
  /** Who is told how much at once, and whether it is pushed to many. */
  told: fc.array(
    fc.record({ chat: fc.nat(2), messages: fc.integer({ min: 1, max: 4 }), bulk: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 8,
    },
  ),
  /** How attempts end, in turn. */
  attempts: fc.array(fc.constantFrom('ok', 'ok', 'again', 'throws', 'never'), {
    minLength: 1,
    maxLength: 12,
  }),
  deliverers: fc.integer({ min: 1, max: 3 }),
})

describe('a chat', { timeout: 120_000 }, () => {
  let under: HospitalUnderTest
  let run = 0
  beforeAll(async () => {
    under = await openHospital(NINE)
  }, 120_000)
  afterAll(() => under.close())

  it('hears everything that can arrive, once and in order', async () => {
    const { database, hospital } = under.kit
    await fc.assert(
      fc.asyncProperty(day, async ({ told, attempts, deliverers }) => {
        run += 1
        const heard = new Map<string, string[]>()
        const lost = new Set<string>()
        const said = new Map<string, string[]>()
        let tried = 0
        const channel: Channel = {
          name: 'telegram',
          send: ({ chat, message }) => {
            const ending = attempts[tried % attempts.length]
            tried += 1
            if (ending === 'throws' && tried < 50) return Promise.reject(new Error('no way'))
            if (ending === 'again' && tried < 50)
              return Promise.resolve({
                ok: false,
                again: true,
                afterSeconds: 0,
                failure: 'busy',
                fault: 'channel',
              })
            if (ending === 'never') {
              lost.add(message.text)
              return Promise.resolve({ ok: false, again: false, failure: 'blocked' })
            }
            heard.set(chat, [...(heard.get(chat) ?? []), message.text])
            return Promise.resolve({ ok: true })
          },
        }
        await Promise.all(
          told.map(async ({ chat: n, messages, bulk }, index) => {
            const chat = `order ${run}/${n}`
            const id = await conversationOf(database.pool, {
              channel: 'telegram',
              chat,
              kind: 'group',
              account: null,
              now: new Date(NINE),
            })
            const words = Array.from({ length: messages }, (_, m) => `${run}/${index}/${m}`)
            await appendMessages(
              database.pool,
              id,
              words.map((text) => database.vault.seal({ text })),
              new Date(NINE),
              bulk,
            )
            said.set(chat, [...(said.get(chat) ?? []), ...words])
          }),
        )
        const channels = new Map([[channel.name, channel]])
        const { pool } = database
        const waits = `SELECT 1 FROM outbox WHERE channel = 'telegram' AND status IN ('waiting', 'sending')`
        while (((await pool.query(waits)).rowCount ?? 0) > 0) {
          await pool.query(
            `UPDATE outbox SET not_before = now() WHERE channel = 'telegram' AND status = 'waiting'`,
          )
          await Promise.all(
            Array.from({ length: deliverers }, () => deliver({ database, channels, hospital })),
          )
        }
        const { rows } = await pool.query<{ chat: string; sealed: Buffer; status: string; attempts: number }>(
          `SELECT c.chat, o.sealed, o.status, o.attempts FROM outbox o JOIN conversation c ON c.id = o.conversation_id
           WHERE c.chat LIKE $1 ORDER BY o.conversation_id, o.seq`,
          [`order ${run}/%`],
        )
        for (const [chat, words] of said) {
          const written = rows
            .filter((row) => row.chat === chat)
            .map((row) => ({ ...row, text: database.vault.open<{ text: string }>(row.sealed).text }))
          expect(written.map(({ text }) => text).toSorted()).toEqual(words.toSorted())
          const sent = written.filter(({ status }) => status === 'sent')
          expect(heard.get(chat) ?? []).toEqual(sent.map(({ text }) => text))
          for (const { text, status, attempts: tries } of written)
            if (status !== 'sent') expect(lost.has(text) || tries >= TRIES).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })
})
