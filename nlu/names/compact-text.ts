import type { Span } from '../../domain/understanding.ts'

/** A text without white space and with small letters, in which names are looked for. */
export interface CompactText {
  text: string
  /** The span in the original text. */
  spanOf: (start: number, end: number) => Span
}

/** One unit per UTF-16 unit of `original` that is no white space. */
export const compactText = (original: string): CompactText => {
  const at: number[] = []
  let text = ''
  for (let i = 0; i < original.length; i++) {
    const unit = original.charAt(i)
    if (/\s/.test(unit)) continue
    at.push(i)
    text += /[A-Z]/.test(unit) ? unit.toLowerCase() : unit
  }
  const spanOf = (start: number, end: number): Span => ({
    start: at[start] ?? 0,
    end: (at[end - 1] ?? -1) + 1,
  })
  return { text, spanOf }
}
