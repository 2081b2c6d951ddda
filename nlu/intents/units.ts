import { type ConceptHit, conceptsIn } from './concepts.ts'

/** What an utterance is made of: its characters and words with names and times masked, and its concepts in order. */
export interface Units {
  units: string[]
  concepts: string[]
}

/** Stand-ins that a caller may write into a text in place of a name, a date or a number it has recognised. */
export const MASKS = { doctor: '\uE001', date: '\uE002', person: '\uE003', department: '\uE004' } as const

const NUMERAL = '[0-9零一二两三四五六七八九十廿百]'
const WEEKDAY = '(?:周|星期|礼拜)[一二三四五六日天1-7]'
const DATE = new RegExp(
  [
    `(?:上+|下+|这|本)?(?:一)?个?${WEEKDAY}(?:[和或到至、]${WEEKDAY})*`,
    `${NUMERAL}+月(?:${NUMERAL}+[号日]?)?`,
    `${NUMERAL}+[号日](?![楼线窗诊门厅院栋])`,
    `${NUMERAL}+点(?:半|钟|一刻|${NUMERAL}+分?)?(?![都儿])`,
    `[0-9]{1,2}:[0-9]{2}`,
    `${NUMERAL}+(?:个)?(?:天|周|星期|礼拜|月)(?:后|之后|以后)`,
    '大?[前后]天|[今明昨][天早晚日儿]|(?:上午|下午|早上|晚上|中午|傍晚|早晨)',
  ].join('|'),
)
// The surnames that most people bear; the rarer ones are everyday words as well.
const SURNAMES =
  '王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const TITLE = '(?:副?主任医师|副?主任|医生|大夫|教授|医师|专家|院长|护士长|护士|博士)'
const PERSON = new RegExp(
  `(?:小|老)?[${SURNAMES}](?:[\\u4e00-\\u9fa5]{1,2})?(?=${TITLE})|姓[${SURNAMES}](?:的)?`,
)
const LONG_NUMBER = /[0-9][0-9x ]{5,}/
/** Characters with which a date or a person may begin; any other Chinese character is a unit by itself. */
const MAY_BEGIN_MORE = new Set(
  `上下这本一个周星礼零二两三四五六七八九十廿百大前后今明昨早晚中傍小老姓${SURNAMES}`,
)
const isPlain = (character: string): boolean =>
  character >= '\u4e00' && character <= '\u9fa5' && !MAY_BEGIN_MORE.has(character)

const TOKEN = new RegExp(
  `(?<mask>[\\uE001-\\uE004])|(?<date>${DATE.source})|(?<person>${PERSON.source})|(?<long>${LONG_NUMBER.source})|(?<number>[0-9]+(?:\\.[0-9]+)?)|(?<latin>[a-z]+)|(?<mark>[?!])|(?<skip>[\\s\\p{P}\\p{S}]+)|(?<char>.)`,
  'suy',
)

const maskNames: Record<string, string> = {
  [MASKS.doctor]: '<DOCTOR>',
  [MASKS.date]: '<DATE>',
  [MASKS.person]: '<NAME>',
  [MASKS.department]: '<DEPT>',
}

const unitOf = (groups: Record<string, string | undefined>, whole: string): string => {
  if (groups.mask) return maskNames[whole] ?? '<NAME>'
  if (groups.date) return '<DATE>'
  if (groups.person) return '<DOCTOR>'
  if (groups.long) return '<LONG>'
  if (groups.number) return '<N>'
  if (groups.skip) return ''
  return whole
}

const unitsOf = (text: string): string[] => {
  const units: string[] = []
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at)
    if (isPlain(character)) {
      units.push(character)
      at += 1
      continue
    }
    TOKEN.lastIndex = at
    const { 0: whole, groups = {} } = TOKEN.exec(text) ?? { 0: character }
    const unit = unitOf(groups, whole)
    if (unit !== '' && !(unit.startsWith('<') && unit === units.at(-1))) units.push(unit)
    at += whole.length
  }
  return units
}

const named = ({ concept }: ConceptHit): string => concept

/** Cuts a respelled text; runs of dates are one unit, marks other than ? and ! are dropped. */
export const cut = (text: string): Units => {
  const units = unitsOf(text)
  const masks = units.filter((unit) => unit.startsWith('<'))
  return { units, concepts: [...conceptsIn(text).map(named), ...masks] }
}
