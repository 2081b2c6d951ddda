import type { Hospital } from '../domain/hospital.ts'
import type { Understanding } from '../domain/understanding.ts'
import { maskText } from '../rules/mask.ts'
import { isSurname } from './names/surnames.ts'

/** Longer ones tell a story, and in a story is who somebody is. */
const LONGEST = 200

/** What may tell who somebody is, where nobody can say for sure what of it does. */
const UNSURE: readonly RegExp[] = [
  /\d[\d\s*-]{3,}\d/u,
  /\*/u,
  /[零〇一二三四五六七八九幺两]{5,}/u,
  /@|https?:|[a-z][\w.-]*\d[\w.-]*/iu,
  /微信|qq|邮箱|地址|家住|我住|住在|住址|身份证|证件号|车牌|病历号|住院号|床/iu,
  /[\p{Script=Han}\d](?:小区|花园|公寓|号楼|单元|街道|路\d)|\d(?:弄|村)/u,
  /出生|生日|(?:19|20)\d\d年/u,
]

/** 我叫…, 我妈王…: who is introduced here was perhaps not recognised as a name. */
const INTRODUCED =
  /(?:叫|名字|姓名|姓|我是|本人|患者|病人|就诊人|给|替|帮|爸|妈|爹|娘|儿子|女儿|孩子|宝宝|老公|老婆|丈夫|妻子|爱人|先生|太太|哥|姐|弟|妹|爷爷|奶奶|外公|外婆|同事|朋友)(?:是|为|:|,|\s|做)*(\p{Script=Han})(\p{Script=Han})/gu
/** After such words stands no name, though it may begin with a surname's character. */
const NO_NAME = /[挂约看预退改取查问开办转做加号科病痛疼血压烧]/u

const maybeIntroduces = (text: string): boolean =>
  [...text.matchAll(INTRODUCED)].some(
    ([, first = '', second = '']) => isSurname(first) && !NO_NAME.test(first + second),
  )

/** A name in letters (my name is Maria Lopez). */
const IN_LETTERS = /\b(?:name is|i am|i'm|this is|called)\s+[a-z]+/iu

/** 王建国 becomes 王医生, 王建国主任 becomes 王主任: whom patients speak of does not matter for what they want. */
const withoutDoctors = (text: string, { doctors }: Pick<Hospital, 'doctors'>): string =>
  doctors.reduce((left, { name }) => {
    const titled = new RegExp(`${name}(?=主任|副主任|医生|大夫|教授|医师|专家)`, 'gu')
    return left.replace(titled, name.charAt(0)).replaceAll(name, `${name.charAt(0)}医生`)
  }, text)

/**
 * An utterance as it may be kept to learn from: without ID and phone numbers and names. Null where it is longer than 200
 * characters or where it cannot be said for sure that nothing in it tells who somebody is. Source: DU-3 (S1 第八条).
 */
export const learnable = (
  { text, entities }: Pick<Understanding, 'text' | 'entities'>,
  hospital: Pick<Hospital, 'doctors'>,
): string | null => {
  if (text.length > LONGEST || !/\p{L}{2}/u.test(text)) return null
  const { name, unknownDoctor, idNumber, idInvalid, phone } = entities
  if (name !== null || unknownDoctor !== undefined) return null
  if (idNumber !== null || idInvalid !== undefined || phone !== null || maskText(text) !== text) return null
  const plain = withoutDoctors(text, hospital)
  const isUnsure =
    UNSURE.some((pattern) => pattern.test(plain)) || maybeIntroduces(plain) || IN_LETTERS.test(plain)
  return isUnsure ? null : plain.replace(/\s+/gu, ' ').trim()
}
