/** ID and phone numbers in every spelling, and how they read. */
import fc from 'fast-check'

const spellings: Record<string, string[]> = {
  0: ['0', '０', '零', '〇', '洞'],
  1: ['1', '１', '一', '幺', '壹'],
  2: ['2', '２', '二', '两', '贰'],
  3: ['3', '３', '三', '叁'],
  4: ['4', '４', '四', '肆'],
  5: ['5', '５', '五', '伍'],
  6: ['6', '６', '六', '陆'],
  7: ['7', '７', '七', '柒', '拐'],
  8: ['8', '８', '八', '捌'],
  9: ['9', '９', '九', '玖', '勾'],
  X: ['X', 'x', 'Ｘ', 'ｘ'],
}
const gaps = [
  '',
  '',
  '',
  ' ',
  '  ',
  '-',
  '–',
  '—',
  '.',
  '·',
  '　',
  ' - ',
  ',',
  '，',
  '、',
  '_',
  '\n',
  '/',
  '*',
  '️⃣ ',
]
/** What may stand beside a number. */
export const around = fc.constantFrom(
  '',
  '我的号是',
  '电话：',
  '。谢谢',
  ' ok ',
  '12月2日 ',
  '两个，',
  '2026-11-23 ',
  '+86 ',
  '（',
)

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
export const mobiles = fc
  .tuple(fc.constantFrom('13', '14', '15', '16', '17', '18', '19'), digits(9))
  .map((parts) => parts.join(''))
export const idNumbers = fc
  .tuple(
    digits(6),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
    digits(3),
    fc.constantFrom(...'0123456789X'.split('')),
  )
  .map(
    ([place, born, order, check]) =>
      place + born.toISOString().slice(0, 10).replaceAll('-', '') + order + check,
  )

/** A number as somebody may write it: in any digits, with any gaps. */
export const spelled = (number: string) =>
  fc
    .tuple(
      ...Array.from(number, (digit) =>
        fc.tuple(fc.constantFrom(...spellings[digit]!), fc.constantFrom(...gaps)),
      ),
    )
    .map((parts) => parts.map(([digit, gap], i) => digit + (i === parts.length - 1 ? '' : gap)).join(''))

/** The digit that a character stands for. */
export const plain = new Map(
  Object.entries(spellings).flatMap(([digit, ways]) => ways.map((way) => [way, digit])),
)

/** What somebody reads who reads every spelling of a digit and skips everything else but stars. */
export const readable = (text: string): string =>
  Array.from(text, (character) => plain.get(character) ?? (character === '*' ? '*' : '')).join('')
