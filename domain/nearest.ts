/** Length of the longest common subsequence. */
const commonLength = (one: string[], other: string[]): number => {
  let row = Array.from(other, () => 0).concat(0)
  for (const letter of one) {
    const next = [0]
    other.forEach((candidate, i) => {
      next.push(candidate === letter ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0))
    })
    row = next
  }
  return row.at(-1) ?? 0
}

const likeness = (one: string, other: string): number => {
  const [a, b] = [Array.from(one.toLowerCase()), Array.from(other.toLowerCase())]
  return (2 * commonLength(a, b)) / (a.length + b.length || 1)
}

const alikeFrom = 0.6
const longestCompared = 60

/** The candidate that is written most like `word` (您是不是想写…), or undefined where none is like it. */
export const nearestTo = (word: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined
  let bestLikeness = alikeFrom
  if (word.length > longestCompared) return undefined
  for (const candidate of candidates) {
    const found = likeness(word, candidate)
    if (found > bestLikeness || (best === undefined && found === bestLikeness)) {
      best = candidate
      bestLikeness = found
    }
  }
  return best
}
