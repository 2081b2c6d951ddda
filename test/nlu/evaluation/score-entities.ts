import type { Lexicon } from '../../../domain/lexicon.ts'
import type { Understand, When, YesNo } from '../../../domain/understanding.ts'
import { createUnderstandingLine } from '../../../nlu/understanding-line.ts'
import { type CasesOf, type SetScore, share } from './scores.ts'

interface WhenCase {
  text: string
  at?: string
  about?: string
  when: Partial<When> | null
  candidates?: true
}

const AT = '2026-11-23T09:00'

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

const isCertain = (when: unknown): boolean =>
  when !== null && typeof when === 'object' && 'date' in when && when.date !== null

export const scoreWhen = (casesOf: CasesOf, understand: Understand, lexicon: Lexicon): SetScore | null => {
  const cases = casesOf<WhenCase>('when')
  if (!cases) return null
  const toLine = createUnderstandingLine(lexicon)
  const read = cases.map((one) => {
    const context = { at: one.at ?? AT, ...(one.about === undefined ? {} : { about: one.about }) }
    const heard = understand(one.text, context)
    const got = toLine(heard).entities.when
    // A printed line has no `impossible`; a case may ask for it.
    const { impossible, ...told } = one.when ?? {}
    const wanted = one.when === null ? null : { date: null, ...told }
    const isRight = same(got, wanted) && (!impossible || heard.entities.when?.impossible === true)
    const right = one.candidates ? !isCertain(got) : isRight
    return { text: one.text, wanted, got, right }
  })
  return {
    measures: [
      share(
        'when',
        'right',
        read.map(({ right }) => right),
      ),
      share(
        'when',
        'silently wrong',
        read.map(({ right, got }) => !right && isCertain(got)),
      ),
    ],
    wrong: read
      .filter(({ right }) => !right)
      .map(({ text, wanted, got }) => `${text} · ${canonical(wanted)} · ${canonical(got)}`),
  }
}

/** Sets whose cases name fields of the printed `entities`, each compared where it is named. */
const scoreFields = (
  casesOf: CasesOf,
  set: string,
  fields: string[],
  understand: Understand,
  lexicon: Lexicon,
): SetScore | null => {
  const cases = casesOf<{ text: string } & Record<string, unknown>>(set)
  if (!cases) return null
  const toLine = createUnderstandingLine(lexicon)
  const compared = cases.flatMap((one) => {
    const got: Record<string, unknown> = toLine(understand(one.text, { at: AT })).entities
    return fields
      .filter((field) => field in one)
      .map((field) => ({ text: one.text, field, wanted: one[field], got: got[field] ?? null }))
  })
  return {
    measures: [
      share(
        set,
        'right',
        compared.map(({ wanted, got }) => same(wanted, got)),
      ),
    ],
    wrong: compared
      .filter(({ wanted, got }) => !same(wanted, got))
      .map(({ text, field, wanted, got }) => `${text} · ${field} ${canonical(wanted)} · ${canonical(got)}`),
  }
}

export const scoreDepartments = (
  casesOf: CasesOf,
  understand: Understand,
  lexicon: Lexicon,
): SetScore | null => scoreFields(casesOf, 'departments', ['department'], understand, lexicon)

export const scoreNumbers = (casesOf: CasesOf, understand: Understand, lexicon: Lexicon): SetScore | null =>
  scoreFields(casesOf, 'numbers', ['phone', 'idNumber', 'idInvalid', 'name'], understand, lexicon)

export const scoreDoctors = (
  casesOf: CasesOf,
  understand: Understand,
  { doctors }: Lexicon,
): SetScore | null => {
  const cases = casesOf<{ text: string; doctor: string | null; candidates?: string[] }>('doctors')
  if (!cases) return null
  const nameOf = new Map(doctors.map(({ key, name }) => [key, name]))
  const read = cases.map(({ text, doctor, candidates }) => {
    const { entities } = understand(text, { at: AT })
    const got = entities.doctor === null ? null : nameOf.get(entities.doctor)
    const offered = (entities.doctorCandidates ?? []).map((key) => nameOf.get(key) ?? '').toSorted()
    return {
      text,
      doctor,
      got,
      right: got === doctor && (!candidates || same(offered, candidates.toSorted())),
    }
  })
  return {
    measures: [
      share(
        'doctors',
        'right',
        read.map(({ right }) => right),
      ),
    ],
    wrong: read
      .filter(({ right }) => !right)
      .map(({ text, doctor, got }) => `${text} · ${String(doctor)} · ${String(got)}`),
  }
}

export const scoreYesNo = (casesOf: CasesOf, understand: Understand): SetScore | null => {
  const cases = casesOf<{ text: string; question: string; yesNo: YesNo | null }>('yes-no')
  if (!cases) return null
  const read = cases.map((one) => ({
    ...one,
    got: understand(one.text, { at: AT, question: one.question }).yesNo,
  }))
  return {
    measures: [
      share(
        'yes-no',
        'right',
        read.map(({ yesNo, got }) => yesNo === got),
      ),
      share(
        'yes-no',
        'yes for no',
        read.filter(({ yesNo }) => yesNo === 'no').map(({ got }) => got === 'yes'),
      ),
    ],
    wrong: read
      .filter(({ yesNo, got }) => yesNo !== got)
      .map(({ text, question, yesNo, got }) => `${question}: ${text} · ${String(yesNo)} · ${String(got)}`),
  }
}
