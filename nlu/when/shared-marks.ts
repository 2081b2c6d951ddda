import type { Node } from './node.ts'

const LINKS = new Set(['to', 'and', 'or', 'soft'])
const MARKS = new Set(['hao', 'dian'])
const OWN_MARKS = new Set(['hao', 'dian', 'yue', 'ge', 'unit', 'week', 'nian', 'fen', 'ban'])
const WEEKDAY_DIGITS = /^[一二三四五六日天1-7]{1,6}$/
const DIGITS = '一二三四五六日1234567'

const weekdayOf = (digit: string): number => (digit === '天' ? 7 : (DIGITS.indexOf(digit) % 7) + 1)

/** The days of 三五 in 周一三五: each of the week, ascending; null where the numeral means something else. */
const furtherWeekdays = (node: Node | undefined, next: Node | undefined): number[] | null => {
  if (node?.kind === 'hao' && node.word === '日') return [7]
  if (node?.kind !== 'num' || !WEEKDAY_DIGITS.test(node.word ?? '') || OWN_MARKS.has(next?.kind ?? ''))
    return null
  const days = Array.from(node.word ?? '', weekdayOf)
  return next?.kind === 'num' ? null : days
}

const asWeekdays = (node: Node, days: number[]): Node[] =>
  days.flatMap((n, i) => {
    const place = { start: node.start + i, end: node.start + i + 1 }
    const weekday = { kind: 'weekday', n, word: node.word, ...place }
    return i === 0 ? [weekday] : [{ kind: 'and', start: place.start, end: place.start }, weekday]
  })

/** 周一三五, 周一、三、五, 周一到五: every numeral becomes a weekday. */
const shareWeek = (nodes: Node[], isCount: (end: number) => boolean): Node[] => {
  const out: Node[] = []
  nodes.forEach((node, i) => {
    const before = out.at(-1)
    const linked = LINKS.has(before?.kind ?? '') && out.at(-2)?.kind === 'weekday'
    const days = before?.kind === 'weekday' || linked ? furtherWeekdays(node, nodes[i + 1]) : null
    const ascending = days?.every((n, at) => n > ((at === 0 ? (linked ? 0 : before?.n) : days[at - 1]) ?? 0))
    if (!days || !ascending || isCount(node.end)) out.push(node)
    else if (linked) out.push(...asWeekdays(node, days))
    else out.push({ kind: 'and', start: node.start, end: node.start }, ...asWeekdays(node, days))
  })
  return out
}

const LAST_DAY = 31
const isDay = (node: Node | undefined): boolean => node?.kind === 'num' && (node.n ?? 0) <= LAST_DAY

/** 26 27 28号: days may be apart by a blank alone. */
const isBlankBetweenDays = (nodes: Node[], at: number): boolean =>
  nodes[at]?.kind === 'filler' && nodes[at].word === ' ' && isDay(nodes[at - 1]) && isDay(nodes[at + 1])

const isLink = (nodes: Node[], at: number): boolean =>
  LINKS.has(nodes[at]?.kind ?? '') || isBlankBetweenDays(nodes, at)

const markShared = (nodes: Node[], i: number): Node | null => {
  if (nodes[i]?.kind !== 'num' || !isLink(nodes, i + 1) || nodes[i - 1]?.kind === 'dian') return null
  let hasBlank = isBlankBetweenDays(nodes, i + 1)
  for (let at = i + 2; nodes[at]?.kind === 'num'; at += 2) {
    const mark = nodes[at + 1]
    if (mark && MARKS.has(mark.kind)) return hasBlank && mark.kind !== 'hao' ? null : mark
    if (!isLink(nodes, at + 1)) return null
    hasBlank ||= isBlankBetweenDays(nodes, at + 1)
  }
  return null
}

const list = (from: number, to: number): Node => ({ kind: 'and', start: from, end: to })

/** 15、16号, 3到5点: the mark of the last number is every number's; 38度5，26号 measures something first. */
const shareMarks = (nodes: Node[], isMeasured: (start: number) => boolean): Node[] =>
  nodes.flatMap((node, i) => {
    const before = nodes[i - 1]
    if (before && isBlankBetweenDays(nodes, i) && markShared(nodes, i - 1) && !isMeasured(before.start))
      return [list(node.start, node.end)]
    const mark = isMeasured(node.start) ? null : markShared(nodes, i)
    return mark ? [node, { ...mark, start: node.end, end: node.end }] : [node]
  })

/**
 * Writes out what lists and ranges leave unsaid. `isCount` tells whether a count (三次) ends the text at an offset, `isMeasured`
 * whether the number at an offset goes on with a measure (38度5).
 */
export const writeOut = (
  nodes: Node[],
  isCount: (end: number) => boolean,
  isMeasured: (start: number) => boolean,
): Node[] => shareMarks(shareWeek(nodes, isCount), isMeasured)
