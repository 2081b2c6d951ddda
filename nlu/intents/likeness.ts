/** The letters of a text: punctuation, spaces and case aside. */
export const letters = (text: string): string => text.toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, '')

const trigrams = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 2) }, (_, i) => text.slice(i, i + 3)))

/** Trigram Jaccard of two texts, 0…1, punctuation and case aside. */
export const likeness = (a: string, b: string): number => {
  const [x, y] = [trigrams(letters(a)), trigrams(letters(b))]
  const common = [...x].filter((gram) => y.has(gram)).length
  return common === 0 ? 0 : common / (x.size + y.size - common)
}

/** Finds the text of a collection that another one is most like; null where they share nothing. */
export const nearestAmong = (
  texts: readonly string[],
): ((text: string) => { text: string; likeness: number } | null) => {
  const byGram = new Map<string, number[]>()
  texts.forEach((text, i) => {
    for (const gram of trigrams(letters(text))) byGram.set(gram, [...(byGram.get(gram) ?? []), i])
  })
  return (text) => {
    const candidates = new Set([...trigrams(letters(text))].flatMap((gram) => byGram.get(gram) ?? []))
    const found = [...candidates].map((i) => ({
      text: texts[i] ?? '',
      likeness: likeness(text, texts[i] ?? ''),
    }))
    return found.sort((a, b) => b.likeness - a.likeness)[0] ?? null
  }
}
