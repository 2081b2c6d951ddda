import type { Span } from '../../domain/understanding.ts'

/** A text without white space and with small letters, in which names are looked for. */
export interface CompactText {
  text: string
  /** The span in the original text. */
  spanOf: (start: number, end: number) => Span
}

const isSpace = (unit: string): boolean => !(unit >= '\u4e00' && unit <= '\u9fff') && /\s/.test(unit)

/** One unit per UTF-16 unit of `original` that is no white space. */
export const compactText = (original: string): CompactText => {
  const at: number[] = []
  let text = ''
  for (let i = 0; i < original.length; i++) {
    const unit = original.charAt(i)
    if (isSpace(unit)) continue
    at.push(i)
    text += unit >= 'A' && unit <= 'Z' ? unit.toLowerCase() : unit
  }
  const spanOf = (start: number, end: number): Span => ({
    start: at[start] ?? 0,
    end: (at[end - 1] ?? -1) + 1,
  })
  return { text, spanOf }
}
