import type { Span } from '../../domain/understanding.ts'

/** Its dictionary is loaded with it, and many a message names nobody. */
let segmenter: Intl.Segmenter | undefined

/** As much text on either side as the longest set phrases need. */
const AROUND = 4

const segmentsAround = (text: string, { start, end }: Span): Span[] => {
  const from = Math.max(0, start - AROUND)
  const window = text.slice(from, end + AROUND)
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  return Array.from(segmenter.segment(window), ({ index, segment }) => ({
    start: from + index,
    end: from + index + segment.length,
  }))
}

/**
 * Whether a name, read in its sentence, is (廉洁) or runs into an ordinary word: 张伟大的理想, 方向阳光充足. Costs some
 * hundredths of a millisecond, so it is asked only where a name was found.
 */
export const isOrdinaryWord = (text: string, name: Span): boolean =>
  segmentsAround(text, name).some(
    ({ start, end }) =>
      (start <= name.start && name.end <= end) ||
      (start < name.start && name.start < end) ||
      (start < name.end && name.end < end),
  )
