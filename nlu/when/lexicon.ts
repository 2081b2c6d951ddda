import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'

type WordGroups = Record<string, string[] | Record<string, string[]>>

/** A word of the date grammar: the kind of token it is, and its value as the word list writes it. */
export interface Word {
  text: string
  kind: string
  value: string
}

type NeighbourList =
  | 'notAfterDay'
  | 'notBeforeDay'
  | 'notAfterClock'
  | 'notAfterDecimal'
  | 'notAfterMonth'
  | 'notBeforeMonth'
  | 'notAfterCount'
  | 'notAfterFestival'
  | 'surnames'
  | 'titles'
  | 'dayAsName'
  | 'visited'
  | 'symptomAfterPart'
  | 'cueBefore'
  | 'cueAfter'
  | 'born'
  | 'booking'
  | 'measures'
  | 'cancelWords'
  | 'theirDuty'
  | 'pastSure'
  | 'futureSure'

const readJson = <T>(name: string): T =>
  JSON.parse(readFileSync(projectFile(`nlu/when/${name}`), 'utf8')) as T

const WEEKDAYS: Record<string, string[]> = {
  1: ['一', '1'],
  2: ['二', '2'],
  3: ['三', '3'],
  4: ['四', '4'],
  5: ['五', '5'],
  6: ['六', '6'],
  7: ['日', '天', '七', '7'],
}
const LUNAR_DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const ENGLISH_WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const WEEK_PREFIXES = [
  '周',
  '週',
  '星期',
  '礼拜',
  '禮拜',
  '里拜',
  '理拜',
  '礼败',
  '星其',
  '新期',
  '拜',
  'zhou',
]
const PINYIN_DIGITS = ['yi', 'er', 'san', 'si', 'wu', 'liu', 'ri']

const weekdayWords = (): Word[] => [
  ...Object.entries(WEEKDAYS).flatMap(([value, digits]) =>
    WEEK_PREFIXES.flatMap((prefix) =>
      digits.map((digit) => ({ text: prefix + digit, kind: 'weekday', value })),
    ),
  ),
  // Shanghai says 礼拜两.
  { text: '礼拜两', kind: 'weekday', value: '2' },
  ...[ENGLISH_WEEKDAYS, PINYIN_DIGITS.map((p) => `zhou${p}`), PINYIN_DIGITS.map((p) => `xingqi${p}`)].flatMap(
    (names) => names.map((text, i) => ({ text, kind: 'weekday', value: String(i + 1) })),
  ),
]

/** 初一 … 初十: always lunar. */
const lunarDayWords = (): Word[] =>
  LUNAR_DIGITS.flatMap((digit, i) =>
    [digit, String(i + 1)].flatMap((d) => [
      { text: `初${d}`, kind: 'lunarDay', value: String(i + 1) },
      { text: `年初${d}`, kind: 'newYearDay', value: String(i + 1) },
    ]),
  )

const groupWords = (kind: string, group: string[] | Record<string, string[]>): Word[] =>
  Array.isArray(group)
    ? group.map((text) => ({ text, kind, value: text }))
    : Object.entries(group).flatMap(([value, texts]) => texts.map((text) => ({ text, kind, value })))

const blockedWords = (): Word[] =>
  Object.values(readJson<Record<string, string[]>>('not-dates.json')).flatMap((texts) =>
    texts.map((text) => ({ text, kind: 'blocked', value: text })),
  )

const byFirstCharacter = (words: Word[]): Map<string, Word[]> => {
  const distinct = new Map(words.map((word) => [word.text, word]))
  const index = new Map<string, Word[]>()
  for (const word of distinct.values()) {
    const first = word.text.charAt(0)
    index.set(first, [...(index.get(first) ?? []), word])
  }
  for (const list of index.values()) list.sort((a, b) => b.text.length - a.text.length)
  return index
}

const WORDS = byFirstCharacter([
  ...blockedWords(),
  ...Object.entries(readJson<WordGroups>('words.json')).flatMap(([kind, group]) => groupWords(kind, group)),
  ...weekdayWords(),
  ...lunarDayWords(),
])

/** Whether any word of the grammar starts with the character. */
export const startsWord = (character: string): boolean => WORDS.has(character)

const LATIN = /[a-z]/

const endsInsideLatinWord = (text: string, start: number, end: number): boolean =>
  LATIN.test(text.charAt(end - 1)) &&
  (LATIN.test(text.charAt(end)) ||
    (start > 0 && LATIN.test(text.charAt(start - 1)) && LATIN.test(text.charAt(start))))

/** The longest word of the grammar that starts at `start` of `text` (lower case) and that `accept` lets pass. */
export const wordAt = (text: string, start: number, accept: (word: Word) => boolean): Word | undefined =>
  WORDS.get(text.charAt(start))?.find(
    (word) =>
      text.startsWith(word.text, start) &&
      accept(word) &&
      !endsInsideLatinWord(text, start, start + word.text.length),
  )

/** Word lists that decide by the neighbourhood of an expression; see `context.json`. */
export const NEIGHBOURS = readJson<Record<NeighbourList, string[]>>('context.json')

/** Whether one of the words of `list` stands in `text` right at `end` (blanks skipped). */
export const followedBy = (text: string, end: number, list: readonly string[]): boolean => {
  const at = text.charAt(end) === ' ' ? end + 1 : end
  return list.some((word) => text.startsWith(word, at))
}

/** Whether one of the words of `list` ends in `text` right at `start` (blanks skipped). */
export const precededBy = (text: string, start: number, list: readonly string[]): boolean => {
  const at = text.charAt(start - 1) === ' ' ? start - 1 : start
  return list.some((word) => text.endsWith(word, at))
}

const MEASURED = new RegExp(`(?:${NEIGHBOURS.measures.join('|')})[^,，。;；测量查抽做约挂号]{0,5}$`, 'i')
const MEASURING = /^\s?(?:半|整|钟|左右|的时候|时)?\s?(?:去|来|再)?(?:测|量|查|抽|做|约|挂|的号|能|看)/

/** Whether a measured value is named right before `start` (血糖, 近视). */
export const followsMeasure = (text: string, start: number): boolean =>
  MEASURED.test(text.slice(Math.max(0, start - 12), start))

/** Whether the figures at `start` … `end` are what somebody has measured: 肌酐升到10点26, 血压12/8. */
export const isMeasured = (text: string, start: number, end: number): boolean =>
  followsMeasure(text, start) && !MEASURING.test(text.slice(end, end + 6))
