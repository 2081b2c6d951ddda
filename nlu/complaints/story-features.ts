const EDGE = '^'
const LONGEST = 300
const NUMBER = /\d+(?:\.\d+)?/g
const GAP = /[^\p{L}\p{N}]+/gu

/** What a normalised story is made of, each once: n-grams and skip-grams of its letters; every number is one letter. */
export const storyFeatures = (text: string): string[] => {
  const letters = `${EDGE}${text.toLowerCase().slice(0, LONGEST).replace(NUMBER, '0').replace(GAP, EDGE)}${EDGE}`
  const features = new Set<string>()
  for (let at = 0; at + 1 < letters.length; at++) {
    const [a = '', b = '', c] = [letters[at], letters[at + 1], letters[at + 2]]
    if (a !== EDGE) features.add(a)
    features.add(a + b)
    if (c !== undefined) features.add(a + b + c).add(`${a}_${c}`)
  }
  return [...features]
}
