/** Reads a message back from a channel that has words only: what could be pressed elsewhere stands below. */
import type { Option } from '../../domain/web-api.ts'
import type { OutboundMessage } from '../../domain/message.ts'

const NUMBERED = /^(\d+)\) (.+)$/u
const SUGGESTED = /^可以回复：(.+)$/u

/** How many of the last lines are numbered from 1 upwards. */
const numberedLines = (lines: string[]): number => {
  const from = lines.findLastIndex((line) => line.startsWith('1) '))
  const rest = from === -1 ? [] : lines.slice(from)
  return rest.every((line, index) => NUMBERED.exec(line)?.[1] === String(index + 1)) ? rest.length : 0
}

/** In a group a button's words are the command, whose first word stands on the button elsewhere. */
const labelOf = (words: string, kind: 'private' | 'group'): Option => ({
  id: words,
  label: kind === 'group' ? (words.split(' ')[0] ?? words) : words,
})

export const messageInWords = (words: string, kind: 'private' | 'group', list: string): OutboundMessage => {
  const lines = words.split('\n')
  const suggested = SUGGESTED.exec(lines.at(-1) ?? '')?.[1]
  if (suggested !== undefined) {
    const options = suggested.split(' / ').map((each) => labelOf(each, kind))
    return { text: lines.slice(0, -1).join('\n'), list, options, numbered: false }
  }
  const count = numberedLines(lines)
  if (count === 0) return { text: words }
  const labels = lines.slice(-count).map((line) => line.replace(/^\d+\) /u, ''))
  return {
    text: lines.slice(0, -count).join('\n'),
    list,
    options: labels.map((label) => ({ id: label, label })),
    numbered: true,
  }
}
