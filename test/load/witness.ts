/** What was seen from outside: by the people, the channels and whoever reads the log. The checks compare it with the database. */
import type { FaultPoint } from '../../domain/fault-point.ts'
import type { OutboundMessage } from '../../domain/message.ts'

export interface Witness {
  /** What channels were told is accepted. */
  acknowledged: { channel: string; externalId: string; chat: string }[]
  /** What arrived, in order, repeats included. */
  delivered: { outbox: number; chat: string; conversation: number }[]
  /** Messages of which nobody could know whether they had arrived: each may arrive once more. */
  inDoubt: number[]
  deaths: { at: number; point: FaultPoint }[]
  /** Lines of the log. */
  log: string[]
  /** What was said in a chat, for people who read of a failure. */
  words: Map<string, string[]>
  /** What must never be read in a group or a log. */
  secrets: { name: string; idNumber: string; phone: string }[]
  figures: Record<string, number>
}

export const createWitness = (): Witness => ({
  acknowledged: [],
  delivered: [],
  inDoubt: [],
  deaths: [],
  log: [],
  words: new Map(),
  secrets: [],
  figures: {},
})

export const count = ({ figures }: Witness, what: string): void => {
  figures[what] = (figures[what] ?? 0) + 1
}

const local = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(5, 19).replace('T', ' ')

export const note = ({ words }: Witness, chat: string, at: number, who: string, said: string): void => {
  const lines = words.get(chat) ?? []
  lines.push(`${local(at)} ${who}> ${said}`)
  words.set(chat, lines)
}

export const shownMessage = ({ text, options, numbered }: OutboundMessage): string =>
  [
    text.replaceAll('\n', ' / '),
    ...(options ?? []).map(({ label }, i) => (numbered ? `${i + 1}) ${label}` : `[${label}]`)),
  ].join(' ')
