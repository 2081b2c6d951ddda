/** Who is played: made-up patients, each with a temperament. */
import { idNumber } from '../support/id-numbers.ts'

export interface Temperament {
  name: string
  /** Share of questions that are never answered. */
  silence: number
  /** Share of questions answered hours later. */
  late: number
  /** Share of summaries that are not agreed to at first. */
  doubts: number
  /** Share of answers in which something else is asked or corrected. */
  strays: number
  /** Answers several questions in messages sent at once. */
  atOnce: boolean
  /** Share of messages sent twice. */
  doubles: number
  /** Share of identity given wrong. */
  mistypes: number
  /** Share of visits that are missed. */
  absent: number
  rude: boolean
  wishes: ('book' | 'complain' | 'person' | 'suggest' | 'praise' | 'ask' | 'data' | 'alarm')[]
}

const calm: Temperament = {
  name: 'decided',
  silence: 0,
  late: 0,
  doubts: 0,
  strays: 0,
  atOnce: false,
  doubles: 0,
  mistypes: 0,
  absent: 0.05,
  rude: false,
  wishes: ['book', 'book', 'ask'],
}

export const temperaments: readonly [Temperament, ...Temperament[]] = [
  calm,
  { ...calm, name: 'dithering', doubts: 0.5, strays: 0.15, wishes: ['book', 'ask', 'book'] },
  { ...calm, name: 'correcting', strays: 0.3, doubts: 0.2 },
  { ...calm, name: 'forgetful', late: 0.3, silence: 0.1, wishes: ['book', 'book', 'book'] },
  { ...calm, name: 'rude', rude: true, strays: 0.1, wishes: ['book', 'complain', 'person'] },
  { ...calm, name: 'silent', silence: 0.35, wishes: ['book', 'book', 'complain'] },
  { ...calm, name: 'hasty', atOnce: true, wishes: ['book', 'complain', 'book'] },
  { ...calm, name: 'doubling', doubles: 0.35, wishes: ['book', 'complain', 'suggest'] },
  { ...calm, name: 'mistyping', mistypes: 0.5, wishes: ['book', 'book'] },
  { ...calm, name: 'absent', absent: 0.8, wishes: ['book', 'book', 'book'] },
  { ...calm, name: 'complaining', wishes: ['complain', 'complain', 'book', 'praise'] },
  { ...calm, name: 'sociable', wishes: ['person', 'book', 'person', 'suggest'] },
  { ...calm, name: 'contrary', strays: 0.2, doubts: 0.1, wishes: ['book', 'book', 'alarm', 'data'] },
]

export interface Person {
  index: number
  channel: 'web' | 'telegram'
  chat: string
  temperament: Temperament
  name: string
  idNumber: string
  phone: string
}

const SURNAMES = [...'龚邵汤尹黎易常武乔贺赖文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦']
const FIRST = [...'雨子梓浩欣思晓佳俊诗海春秋明志国建玉秀丽']
const SECOND = [...'桐涵轩然怡彤琪宇航豪杰娜琳敏芳磊超峰洋鹏']

const nameOf = (index: number): string =>
  [
    SURNAMES[index % SURNAMES.length],
    FIRST[Math.floor(index / 3) % FIRST.length],
    SECOND[(index * 7 + Math.floor(index / 40)) % SECOND.length],
  ].join('')

export const personOf = (index: number): Person => ({
  index,
  channel: index % 3 === 0 ? 'telegram' : 'web',
  chat: index % 3 === 0 ? `tg:${index}` : `demo:p${index}`,
  temperament: temperaments[index % temperaments.length] ?? temperaments[0],
  name: nameOf(index),
  idNumber: idNumber(index * 37 + 11),
  phone: `1${3 + (index % 7)}${String(100_000_019 + index * 104_729).slice(0, 9)}`,
})
