import { type Sifted, sift } from '../phrases/sift.ts'
import { NUMERAL_CHARACTERS, parseNumeral } from './numeral.ts'

const NUMBER = `(?:[0-9]{1,2}|[${NUMERAL_CHARACTERS}]{1,3})`
const UNIT = '(?:个|项|条|位|家|种|款|排|行|选项|选择|时段|时间段|医生|大夫|专家)'
const BEFORE =
  '(?:(?:嗯+|哦+|额|呃|好的?|行|可以|那|就|我|俺|咱|帮我|给我|麻烦|请|想|要|选|选择|选项|挑|订|定|约|挂|点|按|回复|回|数字|号码|序号|no\\.?)[,、。.!\\s:]*)*'
const AFTER =
  '(?:(?:个|号|项|条|位|家|种|款)?(?:那个|这个)?(?:时间|时段|时间段|医生|大夫|专家|选项)?(?:的)?(?:好了|好啦|吧|呗|啊|呀|哈|呢|嘛|了|可以|就行|就好|行|好|谢谢|多谢|谢了|麻烦了|谢谢您|谢谢你|的号)?[,、。.!~…\\s]*)*'

const whole = (core: string): Sifted => sift(new RegExp(`^${BEFORE}${core}${AFTER}$`, 'i'))

const LAST = whole(
  '(?:最后(?:面|边|头)?(?:一个|那个|一项|一位|1个|的)?|最末(?:一个|那个)?|末(?:一个|尾那个)|倒数第[一1]个?|最下(?:面|边|头)(?:那个|一个|的)?|下(?:面|边|头)(?:那|这)个|后(?:面|边)(?:那|这)个|后者)',
)
const FIRST = whole(
  '(?:头一个|头个|首个|最(?:上|前)(?:面|边|头)(?:那个|一个|的)?|上(?:面|边|头)(?:那|这)个|前(?:面|边)(?:那|这)个|前者)',
)
const ORDINAL = whole(`第\\s?(${NUMBER})\\s?${UNIT}?`)
const BARE = whole(`[(（\\[]?(${NUMBER})[)）\\].]?`)
const LETTER = sift(new RegExp(`^${BEFORE}[(（]?([A-Ha-h])[)）.]?(?:项|选项|那个)?${AFTER}$`))
/** 2号 alone is a day of the month. */
const DAY = sift(new RegExp(`^[(]?${NUMBER}[号日点]`))
/** An ordinal inside a sentence counts where it stands for an option: followed by a pause or by what options are. */
const ORDINAL_INSIDE = sift(
  new RegExp(
    `(?:选|要|就|约|挂|订|定|换成?|改成?|看|[,。!\\s])\\s?第\\s?(${NUMBER})\\s?(?:个|项|条|位|选项)(?=$|[,。!.\\s]|吧|那个|就|的?(?:时间|时段|号|医生|大夫|选项)|可以|行|好)`,
  ),
)
const NO_OPTION = sift(
  /不要|不选|不是第|除了|都不|哪个|吗|么$|\?$|(?<![第后头首末前上下面边])[一两1几]\s?[个位种]/,
)
const LONGEST = 40

const optionOf = (numeral: string | undefined): number | undefined => {
  const option = numeral === undefined ? null : parseNumeral(numeral)
  return option !== null && Number.isInteger(option) && option >= 1 && option <= 50 ? option : undefined
}

/** The option of a list that was chosen, 1-based; -1 is the last. Undefined where the text chooses none. */
export const readChoice = (text: string): number | undefined => {
  if (text.length > LONGEST || NO_OPTION.test(text)) return undefined
  if (LAST.test(text)) return -1
  if (FIRST.test(text)) return 1
  const letter = LETTER.first(text)?.[1]
  if (letter !== undefined) return letter.toUpperCase().charCodeAt(0) - 64
  const ordinal = ORDINAL.first(text)?.[1] ?? ORDINAL_INSIDE.first(text)?.[1]
  if (ordinal !== undefined) return optionOf(ordinal)
  return DAY.test(text) ? undefined : optionOf(BARE.first(text)?.[1])
}
