/** The product: accept, take the turn, deliver, with everything that it promises, down to the marked reply. */
import type { Channel } from '../../domain/channel.ts'
import { accept } from '../../handlers/accept.ts'
import type { Kit } from '../../handlers/kit.ts'
import { takeTurn } from '../../handlers/take-turn.ts'
import { deliver } from '../../jobs/deliver.ts'
import { createPump } from '../../jobs/pump.ts'
import { sweepDue } from '../../jobs/sweep-due.ts'
import { takeTurns } from '../../jobs/take-turns.ts'
import { first } from '../../prisma/sql.ts'
import type { OpenSide } from './side.ts'

const NAME = 'bench'

/** Chats whose next reply somebody waits for. */
const createWaiting = () => {
  const waiting = new Map<string, { resolve: () => void; reject: (error: unknown) => void }>()
  return {
    forReply: (chat: string) =>
      new Promise<void>((resolve, reject) => waiting.set(chat, { resolve, reject })),
    replied: (chat: string): void => {
      waiting.get(chat)?.resolve()
      waiting.delete(chat)
    },
    failed: (error: unknown): void => {
      for (const { reject } of waiting.values()) reject(error)
    },
  }
}

export const product: OpenSide = async ({ hospital: { kit: base } }) => {
  const { database, hospital } = base
  const waiting = createWaiting()
  const channel: Channel = {
    name: NAME,
    send: () => Promise.resolve({ ok: true }),
    marked: ({ chat }) => Promise.resolve(waiting.replied(chat)),
  }
  const kit: Kit = { ...base, wake: () => pump.poke() }
  const pump = createPump(
    [
      () => sweepDue(database),
      () => takeTurns(database, (conversation) => takeTurn(kit, conversation)),
      () => deliver({ database, channels: new Map([[NAME, channel]]), hospital }),
    ],
    waiting.failed,
  )
  return {
    name: 'Yiguanjia',
    say: async (patient, text, n) => {
      const chat = String(patient)
      const replied = waiting.forReply(chat)
      await accept(kit, {
        channel: NAME,
        chat,
        chatKind: 'private',
        sender: chat,
        externalId: `${chat}/${n}`,
        text,
      })
      await replied
    },
    booked: async () =>
      (
        await first<{ n: number }>(
          database.pool,
          `SELECT count(*) AS n FROM appointment a JOIN account c ON c.id = a.account_id WHERE c.channel = $1`,
          [NAME],
        )
      )?.n ?? 0,
    close: () => pump.stop(),
  }
}
