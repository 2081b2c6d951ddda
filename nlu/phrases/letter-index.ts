/** Finds things by the pairs of letters, or the single ones (UTF-16 units), under which they were added. */
export interface LetterIndex {
  /** `key`: one letter or two. */
  add: (key: string, place: number) => void
  /** What has a key in the text, some of it more than once. */
  find: (text: string) => number[]
}

/** Every letter of a key has a number, so that a pair is one, too. */
const MOST_LETTERS = 0x2000

/** The numbers are the same in all indices; 0 for letters of no key. */
const numberOf = new Uint16Array(0x1_0000)
let letters = 0
const numbered = (letter: string): number => {
  const unit = letter.charCodeAt(0)
  if (numberOf[unit] === 0) numberOf[unit] = ++letters
  return numberOf[unit] ?? 0
}

/** An empty index. */
export const createLetterIndex = (): LetterIndex => {
  const byLetter: (number[] | undefined)[] = []
  const byPair = new Map<number, number[]>()
  const add = (key: string, place: number): void => {
    const first = numbered(key.charAt(0))
    const pair = key.length === 1 ? undefined : first * MOST_LETTERS + numbered(key.charAt(1))
    const places = pair === undefined ? byLetter[first] : byPair.get(pair)
    if (places) places.push(place)
    else if (pair === undefined) byLetter[first] = [place]
    else byPair.set(pair, [place])
  }
  const find = (text: string): number[] => {
    const found: number[] = []
    let before = 0
    for (let i = 0; i < text.length; i++) {
      const letter = numberOf[text.charCodeAt(i)] ?? 0
      if (letter !== 0) {
        for (const place of byLetter[letter] ?? []) found.push(place)
        const pair = before === 0 ? undefined : byPair.get(before * MOST_LETTERS + letter)
        if (pair) for (const place of pair) found.push(place)
      }
      before = letter
    }
    return found
  }
  return { add, find }
}
