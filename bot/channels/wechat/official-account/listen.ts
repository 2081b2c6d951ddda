/** Wechaty over our puppet: what it hears is accepted, what we say goes through it. */
import type { Wechaty } from 'wechaty'
import type { Kit } from '../../../../handlers/kit.ts'
import type { Spool } from '../../../../handlers/spool.ts'
import { oneByOne } from '../one-by-one.ts'
import { openWechaty } from '../open-wechaty.ts'
import type { OfficialAccountApi } from './api.ts'
import type { Arrival } from './arrival.ts'
import { CHANNEL, inboundOf } from './inbound.ts'
import type { Mouth, OfficialAccountPuppet } from './puppet.ts'
import type { Speaker } from './send.ts'

type Taken = Awaited<ReturnType<Spool['take']>>

export interface Listening {
  /** Lets Wechaty hear an arrival; resolves once it is accepted, of one chat one after the other. */
  take(arrival: Arrival): Promise<Taken>
  speaker: Speaker
  stop(): Promise<void>
}

const HEARD_MS = 4_000

const mouthOf = (api: OfficialAccountApi): Mouth => ({
  say: async (to, text) => {
    await api.post('message/custom/send', { touser: to, msgtype: 'text', text: { content: text } })
  },
  show: async (to, file) => {
    const mediaId = await api.upload('image', file)
    await api.post('message/custom/send', { touser: to, msgtype: 'image', image: { media_id: mediaId } })
  },
  fetch: (mediaId) => api.download(mediaId),
})

type Receipt = { done(taken: Taken): void; failed(error: unknown): void }

/** Resolves with what became of an arrival once Wechaty has heard it. */
const createHear =
  (puppet: OfficialAccountPuppet, waiting: Map<string, Receipt>) =>
  async (arrival: Arrival): Promise<Taken> => {
    let late: NodeJS.Timeout | undefined
    try {
      return await new Promise<Taken>((done, failed) => {
        late = setTimeout(() => failed(new Error('Wechaty did not hear it')), HEARD_MS)
        waiting.set(arrival.id, { done, failed })
        puppet.receive(arrival)
      })
    } finally {
      clearTimeout(late)
      waiting.delete(arrival.id)
    }
  }

const speakerOf = (bot: Wechaty): Speaker => {
  const contact = async (chat: string) => {
    const found = await bot.Contact.find({ id: chat })
    if (!found) throw new Error('no such contact')
    return found
  }
  return {
    say: async (chat, words) => void (await (await contact(chat)).say(words)),
    show: async (chat, { bytes, name }) => {
      const { FileBox } = await import('file-box')
      await (await contact(chat)).say(FileBox.fromBuffer(Buffer.from(bytes), name))
    },
  }
}

export const startListening = async (
  kit: Kit,
  api: OfficialAccountApi,
  appId: string,
  spool: Spool,
): Promise<Listening> => {
  const waiting = new Map<string, Receipt>()
  const make = async (): Promise<OfficialAccountPuppet> => {
    const { OfficialAccountPuppet: Own } = await import('./puppet.ts')
    return new Own(`gh_${appId}`, mouthOf(api))
  }
  const { bot, puppet } = await openWechaty(make, {
    failed: (error) => kit.log.warn({ channel: CHANNEL, error: error.name }, 'Wechaty complains'),
    heard: async (message) => {
      const receipt = waiting.get(message.id)
      if (!receipt) return
      try {
        receipt.done(await spool.take(await inboundOf(kit, message, puppet.arrival(message.id))))
      } catch (error) {
        receipt.failed(error)
      }
    },
  })
  await bot.start()
  const hear = createHear(puppet, waiting)
  const inOrder = oneByOne()
  return {
    take: (arrival) => inOrder(arrival.from, () => hear(arrival)),
    speaker: speakerOf(bot),
    stop: () => bot.stop(),
  }
}
