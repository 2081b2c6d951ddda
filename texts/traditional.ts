import { createRequire } from 'node:module'
import type * as OpenCc from 'opencc-js/cn2t'

type Convert = (text: string) => string

const require = createRequire(import.meta.url)
const readTables = (): Convert => {
  const { Converter } = require('opencc-js/cn2t') as typeof OpenCc
  return Converter({ from: 'cn', to: 'tw' }) as Convert
}

const held: { convert?: Convert } = {}

/** Its tables are a megabyte and take part of a second to read: once, when somebody is first answered in traditional characters. */
const converter = (): Convert => (held.convert ??= readTables())

/** As surnames these are the same character in traditional texts, or another than as words: 范 is no 範, 于 no 於. */
const SURNAMES: Record<string, string> = {
  范: '范',
  于: '于',
  余: '余',
  岳: '岳',
  涂: '涂',
  游: '游',
  郁: '郁',
  朴: '朴',
  丰: '豐',
  干: '干',
  里: '里',
  台: '台',
  后: '后',
  云: '雲',
  钟: '鍾',
  芦: '蘆',
}
const TITLED = new RegExp(
  `(?<![\\p{Script=Han}])([${Object.keys(SURNAMES).join('')}])(?=\\p{Script=Han}{0,2}(?:医生|大夫|主任|教授|先生|女士|护士))`,
  'gu',
)
/** Words of medicine that the phrases of the table leave as they are. */
const OWN = /干(?=[咳呕燥痒涩眼])|(?<=[口眼])干|回复|答复|复诊|复查/gu
const OWN_WORDS: Record<string, string> = { 干: '乾', 回复: '回覆', 答复: '答覆', 复诊: '複診', 复查: '複查' }

const FIRST_STAND_IN = 0xe100

/** A person's name in traditional characters; its surname is no word. */
export const traditionalName = (name: string): string => {
  const surname = SURNAMES[name.charAt(0)]
  return surname === undefined ? converter()(name) : surname + converter()(name.slice(1))
}

/** A text in traditional characters as Taiwan writes them; `names` are people's and are kept apart from words. */
export const traditional = (text: string, names: readonly string[] = []): string => {
  const kept: string[] = []
  const standIn = (words: string): string => String.fromCharCode(FIRST_STAND_IN + kept.push(words) - 1)
  const apart = names
    .filter((name) => SURNAMES[name.charAt(0)] !== undefined)
    .reduce((left, name) => left.replaceAll(name, () => standIn(traditionalName(name))), text)
    .replace(TITLED, (surname) => standIn(SURNAMES[surname] ?? surname))
    .replace(OWN, (word) => standIn(OWN_WORDS[word] ?? word))
  return converter()(apart).replace(
    /[\u{E100}-\u{F8FF}]/gu,
    (mark) => kept[mark.charCodeAt(0) - FIRST_STAND_IN] ?? mark,
  )
}
