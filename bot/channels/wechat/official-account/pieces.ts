/** One of our messages as the messages that WeChat can carry. */
import type { AttachmentRef, OutboundMessage } from '../../../../domain/message.ts'
import { split } from '../split.ts'
import { withChoices } from '../with-choices.ts'

export type Piece =
  | { kind: 'words'; text: string }
  /** Words with things to tap (`msgmenu`); `id` comes back when one is tapped. */
  | { kind: 'menu'; text: string; options: { id: string; content: string }[]; plain: string }
  | { kind: 'picture'; id: string }

/** WeChat takes 2,048 bytes. */
const LONGEST_BYTES = 2_040
const MOST_TAPS = 12

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')

const pictures = (attachments: AttachmentRef[] = []): Piece[] =>
  attachments.flatMap(({ kind, id }) =>
    kind === 'image' && id !== undefined ? [{ kind: 'picture', id }] : [],
  )

/** What an official account cannot carry is named, so that nobody waits for it. */
const unsendable = (attachments: AttachmentRef[] = []): string =>
  attachments
    .filter(({ kind, id }) => kind !== 'image' || id === undefined)
    .map(
      ({ name }) => `\n（文件${name === undefined ? '' : `“${name}”`}在微信里发不了，请到医院网页上查看。）`,
    )
    .join('')

/** `delivery` is the id under which a tapped option is found again. */
export const piecesOf = (message: OutboundMessage, delivery: number): Piece[] => {
  const { options = [], attachments } = message
  const text = `${message.text}${unsendable(attachments)}`
  const plain = withChoices({ ...message, text }, 'private')
  const tappable = options.length > 0 && options.length <= MOST_TAPS && bytes(plain) <= LONGEST_BYTES
  const words: Piece[] = tappable
    ? [
        {
          kind: 'menu',
          text,
          plain,
          options: options.map(({ label }, index) => ({
            id: `${delivery}:${index}`,
            content: message.numbered ? `${index + 1}) ${label}` : label,
          })),
        },
      ]
    : split(plain, LONGEST_BYTES).map((part) => ({ kind: 'words', text: part }))
  return [...words, ...pictures(attachments)]
}
