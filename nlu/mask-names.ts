import type { Lexicon } from '../domain/lexicon.ts'
import type { Span } from '../domain/understanding.ts'
import { MASKS } from './intents/units.ts'

/** What the entity readers recognised in a text, as the classifier should see it. */
export interface Recognised {
  dates: Span[]
  /** Departments, doctors and the patient's own name, not told apart. */
  names: Span[]
  /** The patient's own name as written. */
  person: string | null
}

interface Masked extends Span {
  mask: string
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

const replace = (text: string, spans: Masked[]): string => {
  const kept = spans.filter((span, i) => !spans.slice(0, i).some((earlier) => overlaps(span, earlier)))
  return kept
    .sort((a, b) => b.start - a.start)
    .reduce((left, { start, end, mask }) => left.slice(0, start) + mask + left.slice(end), text)
}

/**
 * Puts one character for every person and date, so that a name does not speak for an intent. A surname with its title and the
 * departments stay: the classifier knows them by their form.
 */
export const createMaskNames = ({ doctors }: Lexicon): ((text: string, found: Recognised) => string) => {
  const doctorNames = new Set(doctors.flatMap(({ name, aliases }) => [name, ...aliases]))
  return (text, { dates, names, person }) => {
    const nameMask = (span: Span): Masked[] => {
      const words = text.slice(span.start, span.end)
      if (words === person) return [{ ...span, mask: MASKS.person }]
      return doctorNames.has(words) ? [{ ...span, mask: MASKS.doctor }] : []
    }
    const dateMasks = dates.map(({ start, end }) => ({ start, end, mask: MASKS.date }))
    return replace(text, [...names.flatMap(nameMask), ...dateMasks])
  }
}
