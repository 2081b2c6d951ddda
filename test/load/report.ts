/** A rehearsal in a few lines, and what broke in it with the words that led there. */
import type { Broken } from './checks/evidence.ts'
import type { Witness } from './witness.ts'

const MOST_SHOWN = 10
const WORDS_SHOWN = 14

const storyOf = ({ words }: Witness, { chat }: Broken): string[] =>
  (chat === undefined ? [] : (words.get(chat) ?? []).slice(-WORDS_SHOWN)).map((line) => `    ${line}`)

export const reportOf = (witness: Witness, broken: Broken[]): string => {
  const figures = Object.entries(witness.figures)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([what, times]) => `${what} ${times}`)
  const lines = [
    `${figures.join(', ')}; deaths ${witness.deaths.length}, arrived ${witness.delivered.length}`,
    ...broken
      .slice(0, MOST_SHOWN)
      .flatMap((each) => [`✗ ${each.invariant}: ${each.what}`, ...storyOf(witness, each)]),
  ]
  if (broken.length > MOST_SHOWN) lines.push(`… and ${broken.length - MOST_SHOWN} more`)
  lines.push(broken.length === 0 ? 'every invariant holds' : `${broken.length} broken`)
  return lines.join('\n')
}
