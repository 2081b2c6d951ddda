/** A feature of no letters yet. A feature is 32 bits of what it is made of: among 100,000 about one pair is alike. */
export const NO_LETTERS = 0x2545f491

/** The feature with one more UTF-16 unit. */
export const withLetter = (key: number, unit: number): number => {
  const mixed = Math.imul(key ^ unit, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** The feature with more letters. */
export const withLetters = (key: number, letters: string): number => {
  let longer = key
  for (let i = 0; i < letters.length; i++) longer = withLetter(longer, letters.charCodeAt(i))
  return longer
}

/** The feature of that name. */
export const keyOf = (name: string): number => withLetters(NO_LETTERS, name)
