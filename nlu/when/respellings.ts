import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import type { DayPart, Node } from './node.ts'

interface Respellings {
  /** A character of the words below, and what is typed or heard in its place. */
  letters: Record<string, string>
  /** The same of the numerals of weekdays, by the weekday 1–7. */
  weekdays: Record<string, string>
}

const RESPELLINGS = JSON.parse(readFileSync(projectFile('nlu/when/respellings.json'), 'utf8')) as Respellings

const isLike = (letter: string, written: string): boolean =>
  written === letter || (written !== '' && (RESPELLINGS.letters[letter] ?? '').includes(written))

const WEEKDAYS = '一二三四五六日'
const respelledWeekdays = new Map(
  Object.entries(RESPELLINGS.weekdays).flatMap(([n, letters]) =>
    Array.from(letters, (letter) => [letter, Number(n)] as const),
  ),
)

const properWeekday = (written: string): number | undefined => {
  const place = written === '天' ? 6 : written === '' ? -1 : WEEKDAYS.indexOf(written)
  return place < 0 ? undefined : place + 1
}

/** What follows a day or an hour; 下周武大夫 and 下周流感疫苗 go on differently. */
const GOES_ON =
  /^(?:$|[\s,，。.!?;:、\d的来去看挂约开做住拍抽打输拆没吧呢有能行可到和或号要想我帮给改上下中早晚一二三四五六七八九十])/
const PART_FOLLOWS = /^(?:[上下中]午|早上|晚上)/

const weekdayNode = (start: number, end: number, n: number | undefined, text: string): Node | null =>
  n === undefined ? null : { kind: 'weekday', start, end, n, word: text.slice(start, end) }

/** 星器三, 礼百五, 星期舞: one letter of the three is another. */
const longWeekday = (text: string, start: number, [first, second]: string): Node | null => {
  const [a = '', b = '', digit = ''] = text.slice(start, start + 3)
  if (!isLike(first ?? '', a) || !isLike(second ?? '', b) || (a !== first && b !== second)) return null
  const isProper = a === first && b === second
  const respelled = isProper && GOES_ON.test(text.slice(start + 3)) ? respelledWeekdays.get(digit) : undefined
  return weekdayNode(start, start + 3, properWeekday(digit) ?? respelled, text)
}

/** 下州三, 下周物, 周似上午. */
const shortWeekday = (text: string, start: number, before: Node | undefined): Node | null => {
  const [prefix = '', digit = ''] = text.slice(start, start + 2)
  const rest = text.slice(start + 2)
  const isPlaced = before?.kind === 'rel'
  if (prefix !== '周')
    return isPlaced && isLike('周', prefix) ? weekdayNode(start, start + 2, properWeekday(digit), text) : null
  const isDay = isPlaced ? GOES_ON.test(rest) : PART_FOLLOWS.test(rest)
  return isDay ? weekdayNode(start, start + 2, respelledWeekdays.get(digit), text) : null
}

const PARTS: [string, DayPart][] = [
  ['上午', 'morning'],
  ['下午', 'afternoon'],
  ['中午', 'noon'],
]
const DAYS = new Set(['day', 'days', 'weekday', 'hao', 'slashed', 'date', 'weekend'])

/** 明天下无, 后天上物: beside a day it can be nothing else. */
const partOfDay = (text: string, start: number, before: Node | undefined): Node | null => {
  if (!DAYS.has(before?.kind ?? '')) return null
  const [a = '', b = ''] = text.slice(start, start + 2)
  const said = PARTS.find(
    ([[first = '', second = '']]) => isLike(first, a) && isLike(second, b) && (a === first || b === second),
  )
  const isHour = b === '五' && /^[点典]/.test(text.slice(start + 2))
  return said && !isHour
    ? { kind: 'part', start, end: start + 2, part: said[1], word: text.slice(start, start + 2) }
    : null
}

const HOURED = new Set(['part', 'partChar', 'dayPart', 'day', 'weekday'])

/** 下午3店, 十典半 beside a day: the mark of the hour. */
const clockMark = (text: string, start: number, [beforeThat, before]: (Node | undefined)[]): Node | null => {
  const letter = text.charAt(start)
  const word = { start, end: start + 1, word: letter }
  const rest = text.slice(start + 1)
  if (before?.kind === 'num' && HOURED.has(beforeThat?.kind ?? '') && isLike('点', letter))
    return GOES_ON.test(rest) || isLike('半', rest.charAt(0)) ? { kind: 'dian', ...word } : null
  const isHalf = before?.kind === 'dian' && isLike('半', letter) && GOES_ON.test(rest)
  return isHalf ? { kind: 'ban', ...word } : null
}

const STARTS = new Set(
  ['星', '礼', '周', '上', '下', '中', '点', '半'].flatMap((letter) => [
    letter,
    ...(RESPELLINGS.letters[letter] ?? ''),
  ]),
)

/**
 * A weekday, part of the day or mark of an hour that starts at `start` with one letter of another sound-alike or look-alike;
 * null where it is none, or is written right.
 */
export const respelledAt = (text: string, start: number, tokens: Node[]): Node | null => {
  if (!STARTS.has(text.charAt(start))) return null
  const before = tokens.at(-1)
  return (
    longWeekday(text, start, '星期') ??
    longWeekday(text, start, '礼拜') ??
    shortWeekday(text, start, before) ??
    partOfDay(text, start, before) ??
    clockMark(text, start, [tokens.at(-2), before])
  )
}
