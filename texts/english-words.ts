/** Days, places, doctors and departments as they stand in the arguments of a text, for patients who write English. */

/** A Chinese name and its English one. */
export interface EnglishName {
  chinese: string
  english: string
}

const WEEKDAYS: Record<string, string> = {
  一: 'Mon',
  二: 'Tue',
  三: 'Wed',
  四: 'Thu',
  五: 'Fri',
  六: 'Sat',
  日: 'Sun',
}
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const PARTS: Record<string, string> = { 上午: 'morning', 中午: 'noon', 下午: 'afternoon', 晚上: 'evening' }

const TITLES: [RegExp, string][] = [
  [/副主任医师/g, ' (associate chief physician)'],
  [/主任中?医师/g, ' (chief physician)'],
  [/主治中?医师/g, ' (attending physician)'],
  [/住院医师/g, ' (resident physician)'],
]

const WORDS: [RegExp, (...found: string[]) => string][] = [
  [
    /(\d{1,2})月(\d{1,2})日（周([一二三四五六日])）/g,
    (_, month = '', day = '', weekday = '') =>
      `${WEEKDAYS[weekday]} ${day} ${MONTHS[Number(month) - 1] ?? month} `,
  ],
  [/周([一二三四五六日])/g, (_, weekday = '') => `${WEEKDAYS[weekday]} `],
  [/上午|中午|下午|晚上/g, (part) => `${PARTS[part ?? '']} `],
  [/普通门诊/g, () => ' general clinic'],
  [/普通诊室/g, () => ', general room'],
  [/(\d+)诊室/g, (_, room = '') => `, room ${room}`],
  [/门诊楼/g, () => 'outpatient building '],
  [/急诊楼/g, () => 'emergency building '],
  [/(\d+)层/g, (_, floor = '') => `floor ${floor} `],
  [/([A-Z])区/g, (_, area = '') => `area ${area} `],
  [/服务台/g, () => 'the service desk'],
  [/导诊台/g, () => 'the triage desk'],
  [/（/g, () => ' ('],
  [/）/g, () => ') '],
  [/、/g, () => ', '],
  [/，/g, () => ', '],
]

const tidy = (text: string): string =>
  text
    .replace(/(?<=[A-Za-z0-9)])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[A-Za-z])/gu, ' ')
    .replace(/ +/g, ' ')
    .replace(/\( /g, '(')
    .replace(/ ?, ?(?=\S)/g, ', ')
    .replace(/(?<=\) |[a-z]{2})(?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )/g, ' ')
    .trim()

const HAN = /\p{Script=Han}/u

/** Puts an argument into English as far as there are words for it; the Chinese name stays where there is none. */
export const createEnglishWords = (names: readonly EnglishName[]): ((words: string) => string) => {
  const longestFirst = names.toSorted((a, b) => b.chinese.length - a.chinese.length)
  return (words) => {
    if (!HAN.test(words)) return words
    const titled = TITLES.reduce((left, [title, english]) => left.replace(title, english), words)
    const named = longestFirst.reduce(
      (left, { chinese, english }) => left.replaceAll(chinese, () => ` ${english}`),
      titled,
    )
    return tidy(WORDS.reduce((left, [pattern, english]) => left.replace(pattern, english), named))
  }
}
