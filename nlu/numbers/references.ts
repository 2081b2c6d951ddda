import type { Span } from '../../domain/understanding.ts'
import { type Sifted, sift } from '../phrases/sift.ts'
import { NUMERAL_CHARACTERS, parseNumeral } from './numeral.ts'

export interface BookingReading extends Span {
  number: string
}
export interface NumberReading extends Span {
  number: number
}

const BOOKING = sift(/(?<![0-9A-Za-z._*/-])[0-9]{6,10}(?![0-9A-Za-z_*%]|[.-][0-9])/g)
const SAYS_BOOKING =
  /(?:预约|挂号|就诊|订单|单)(?:的|编|流水|凭证)?(?:号码?|编号|单号?)[^0-9]{0,6}$|预约[^0-9]{0,3}$/
const SAYS_OTHER =
  /(?:电话|座机|手机|号码|qq|微信|邮编|验证码|卡号|卡|病历号|住院号|门诊号|(?:身份|通行|居住|居留|台胞|证件|回乡|军官)?证(?:件)?(?:号码?)?|护照|工单号?|单号|编号|密码|群号?|车牌|工号|床号|金额|价格)[^0-9]{0,4}$/i
const AREA_BEFORE = /[0-9)][\s-]{0,2}$|\+\s?$/
const MEASURED_AFTER = /^\s?(?:元|块|天|岁|ml|mg|个|人|次|年|月|斤|万|米|步|%)/i
/** 400 800 8888. */
const SERVICE_LINE = /^[48]00\d{7}$/
const DATE_LIKE = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[12]\d|3[01]))?$/
const UNFINISHED_MOBILE = /^1[3-9]\d{8}$/

const isBooking = (text: string, number: string, start: number): boolean => {
  const before = text.slice(Math.max(0, start - 12), start)
  if (SAYS_BOOKING.test(before)) return true
  const after = text.slice(start + number.length, start + number.length + 3)
  if (SAYS_OTHER.test(before) || AREA_BEFORE.test(before) || MEASURED_AFTER.test(after)) return false
  return (
    !DATE_LIKE.test(number) &&
    !SERVICE_LINE.test(number) &&
    !UNFINISHED_MOBILE.test(number) &&
    !number.startsWith('0')
  )
}

/** 预约号: 6–10 ASCII digits, with the word or alone; the one with the word comes first. */
export const readBookings = (text: string): BookingReading[] => {
  const found = BOOKING.all(text)
    .filter(({ 0: number, index }) => isBooking(text, number, index))
    .map(({ 0: number, index }) => ({ number, start: index, end: index + number.length }))
  const said = (booking: BookingReading): boolean =>
    SAYS_BOOKING.test(text.slice(Math.max(0, booking.start - 12), booking.start))
  return [...found.filter(said), ...found.filter((booking) => !said(booking))]
}

const NUMBER = `([0-9]{1,7}|[${NUMERAL_CHARACTERS}]{1,8})`
const TICKETS = [
  /(?<![A-Za-z0-9])[Tt]\s?[-#]?\s?([0-9]{1,7})(?![0-9A-Za-z]|\s?(?:椎|节|骨|压|胸|水平|偏|升|降|高|低|加权|期|\+))/g,
  new RegExp(
    `(?:工单|投诉单|投诉|意见单|建议单|服务单|表扬单|单子|单)(?:的)?(?:编号|号码|单号|号)?\\s?(?:是|为|:|#)?\\s?[Tt]?\\s?${NUMBER}(?![0-9])(?=号|$|[^0-9]|\\b)`,
    'g',
  ),
  new RegExp(`(?<![0-9])${NUMBER}号(?:工单|投诉单?|意见单|建议单|服务单|单子?)`, 'g'),
].map(sift)
const COUNT_AFTER = /^\s?(?:[个次天条年月日周点位张份楼元块岁遍般下些直起]|小时|分钟)/
const BODY_WORDS = sift(/胸椎|腰椎|椎体|甲功|甲状腺|TSH|磁共振|核磁|骨密度/i)

const ticketsBy = (text: string, pattern: Sifted): NumberReading[] =>
  pattern.all(text).flatMap(({ 0: found, 1: numeral = '', index }) => {
    const number = parseNumeral(numeral)
    const end = index + found.length
    const isCount = found.endsWith(numeral) && COUNT_AFTER.test(text.slice(end, end + 3))
    return number === null || !Number.isInteger(number) || number < 1 || isCount
      ? []
      : [{ number, start: index, end }]
  })

/** T12, 工单12, 投诉单号12, 12号工单. */
export const readTickets = (text: string): NumberReading[] =>
  BODY_WORDS.test(text) ? [] : TICKETS.flatMap((pattern) => ticketsBy(text, pattern))

const SCORE = sift(
  new RegExp(
    `(?<![0-9.${NUMERAL_CHARACTERS}第])([0-9]{1,3}|[${NUMERAL_CHARACTERS}]{1,3})\\s?(?:分|颗星|星)(?!钟|钱|之|点|歧|[0-9${NUMERAL_CHARACTERS}]|配|析|开|类|满意|不满|感谢|手|店|级|期)`,
    'g',
  ),
)
const CLOCK_BEFORE = /[点时:]\s?$|(?:等了?|迟到|过了|耽误|星期|礼拜)\s?$/
const HIGHEST_SCORE = 100

/** 打5分, 8分, 五颗星; not 5分钟, 十分满意, 8点20分. */
export const readScores = (text: string): NumberReading[] =>
  SCORE.all(text).flatMap(({ 0: found, 1: numeral = '', index }) => {
    const number = parseNumeral(numeral)
    const isClock = CLOCK_BEFORE.test(text.slice(Math.max(0, index - 3), index))
    if (number === null || number > HIGHEST_SCORE || isClock) return []
    return [{ number, start: index, end: index + found.length }]
  })
