import { type Result, ok, refused } from './result.ts'
import type { IdProblem } from './understanding.ts'

export interface IdNumber {
  /** 18 characters, the last digit a capital X where it is one. */
  number: string
  /** `YYYY-MM-DD`. */
  bornOn: string
  sex: 'female' | 'male'
  /** Of first registration: 湖北. */
  province: string
}

/** By the first two digits; 91 foreigners with permanent residence, 83 residents of Taiwan. */
const PROVINCES: Record<string, string> = {
  11: '北京',
  12: '天津',
  13: '河北',
  14: '山西',
  15: '内蒙古',
  21: '辽宁',
  22: '吉林',
  23: '黑龙江',
  31: '上海',
  32: '江苏',
  33: '浙江',
  34: '安徽',
  35: '福建',
  36: '江西',
  37: '山东',
  41: '河南',
  42: '湖北',
  43: '湖南',
  44: '广东',
  45: '广西',
  46: '海南',
  50: '重庆',
  51: '四川',
  52: '贵州',
  53: '云南',
  54: '西藏',
  61: '陕西',
  62: '甘肃',
  63: '青海',
  64: '宁夏',
  65: '新疆',
  71: '台湾',
  81: '香港',
  82: '澳门',
  83: '台湾',
  91: '境外',
}
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'
/** Nobody alive carries an earlier birth year. */
const EARLIEST_BIRTH = '1880-01-01'

const checkDigitOf = (number: string): string =>
  CHECK_DIGITS.charAt(WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(number.charAt(i)), 0) % 11)

const isCalendarDate = (date: string): boolean => {
  const at = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date)
}

/**
 * Checks a resident's ID number: 18 characters, province, date of birth (not after `today`, `YYYY-MM-DD`, where given), check digit.
 * Spaces around it and a small x are accepted. Source: GB 11643, AP-2.
 */
export const checkIdNumber = (s: string, today?: string): Result<IdNumber, IdProblem> => {
  const number = s.trim().toUpperCase()
  if (number.length !== 18) return refused('length')
  if (!/^\d{17}[\dX]$/.test(number)) return refused('characters')
  const province = PROVINCES[number.slice(0, 2)]
  if (province === undefined) return refused('province')
  const bornOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!isCalendarDate(bornOn) || bornOn < EARLIEST_BIRTH || (today !== undefined && bornOn > today))
    return refused('date')
  if (checkDigitOf(number) !== number.charAt(17)) return refused('checksum')
  return ok({ number, bornOn, sex: Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female', province })
}
