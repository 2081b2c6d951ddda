import type { Span } from '../domain/understanding.ts'

/** Words that only introduce a name, an ID number or a phone. */
const LABELS =
  /(患者|病人|就诊人|本人|本名|我的|我|他|她|的|名字|姓名|大名|叫做?|是|身份证|证件|号码|手机|电话|联系方式|联系|号|为|姓)/gu
const CLAUSES = /[,;。、!?\n]/gu

/** The same text with spans as spaces: everything else keeps its place. */
export const blanked = (text: string, spans: Span[]): string =>
  spans.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    text,
  )

/** Whether nothing of a clause is left once who somebody is has been taken out of it. */
const onlyIdentity = (clause: string, blank: string): boolean =>
  clause !== blank && blank.replace(LABELS, '').replace(/[\p{P}\s]/gu, '') === ''

const clausesOf = (text: string): Span[] => {
  const ends = [...text.matchAll(CLAUSES)].map(({ index, 0: mark }) => index + mark.length)
  return [...ends, text.length].map((end, index) => ({
    start: index === 0 ? 0 : (ends[index - 1] ?? 0),
    end,
  }))
}

/**
 * The clauses that only say who somebody is (我叫…,身份证…,手机…), so that they do not speak for what is wanted; none where
 * nothing else is said. `identity` are the spans of names and numbers.
 */
export const identityClauses = (text: string, identity: Span[]): Span[] => {
  if (identity.length === 0) return []
  const blank = blanked(text, identity)
  const only = clausesOf(text).filter(({ start, end }) =>
    onlyIdentity(text.slice(start, end), blank.slice(start, end)),
  )
  const rest = blanked(text, only).replace(/[\p{P}\s]/gu, '')
  return rest === '' ? [] : only
}
