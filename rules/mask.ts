/** What may be shown of a person's identity in groups and logs. Source: CP-10 (S0 投诉五), DU-3 (S1 第八条). */
import { maskNumbers, starMiddle } from './mask-numbers.ts'

const compoundSurnames = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 长孙 司徒 司空 夏侯 宇文 端木 百里 南宫 独孤 呼延 轩辕 钟离 申屠 闻人 澹台 濮阳 淳于 单于 太史 公冶 宗政 赫连 拓跋'.split(
    ' ',
  ),
)

const surnameLength = (name: string): number =>
  Array.from(name).length > 2 && compoundSurnames.has(Array.from(name).slice(0, 2).join('')) ? 2 : 1

/** The surname and a star for every other character (王**, 欧阳*); one character alone is hidden. Source: CP-10 (S0 投诉五). */
export const maskName = (name: string): string => {
  const characters = Array.from(name.trim())
  if (characters.length <= 1) return '*'.repeat(characters.length)
  const shown = surnameLength(name.trim())
  return characters.slice(0, shown).join('') + '*'.repeat(characters.length - shown)
}

/** A phone number with its middle hidden: 138****5678. Source: CP-10 (S0 投诉五). */
export const maskPhone = (phone: string): string => starMiddle(phone.trim())

/** An ID number with its middle, the date of birth included, hidden: 110***********1234. Source: CP-10 (S0 投诉五). */
export const maskIdNumber = (idNumber: string): string => starMiddle(idNumber.trim())

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const spelledApart = (name: string): string => Array.from(name).map(escapePattern).join('\\s*')

/** In one pass and the longest first, so that no name is looked for in what is masked already. */
const maskNames = (text: string, names: readonly string[]): string => {
  const wanted = names.map((name) => name.trim()).filter((name) => Array.from(name).length > 1)
  if (wanted.length === 0) return text
  const longestFirst = wanted.toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(longestFirst.map(spelledApart).join('|'), 'giu')
  return text.replace(pattern, (found) => maskName(found.replace(/\s/gu, '')))
}

/**
 * Free text with every ID and phone number in it masked, however they are spelled (spaced, full-width, in Chinese
 * digits), and with these names masked, also where their characters stand apart.
 * Source: CP-10 (S0 投诉五), DU-3 (S1 第八条).
 */
export const maskText = (text: string, names: readonly string[] = []): string =>
  maskNames(maskNumbers(text), names)
