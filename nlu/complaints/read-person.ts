import { struckOut } from '../phrases/compile-phrases.ts'
import { sift } from '../phrases/sift.ts'
import { complaintRules } from './rules.ts'

const { notNames, titles, surnames } = complaintRules.persons

const byLength = (list: readonly string[]): string[] => [...list].sort((a, b) => b.length - a.length)

const TITLE = `(?:${byLength(titles.filter((title) => title !== '姓')).join('|')})`
const SURNAME = `(?:${byLength(surnames).join('|')})`
/** Characters of a given name: none of those that only join words. */
const GIVEN =
  '[^\\s,。!?;:、"\'()\\d\\w一二三四五六七八九十日天末上下的了是让叫找和跟说给被把就都很不没有在个位到级牌时我你他她它们这那哪班护医主大专向对里去来也还又要会能得着过去去问骂打看请带抽名另同]'
const NAMED = [
  `(?:姓${SURNAME}的?(?:那个|一个|女|男|年轻|老)?${TITLE})`,
  `(?:${TITLE}(?:叫|名叫|名字叫|名字是|是叫|姓名|,叫)?[:]?${SURNAME}${GIVEN}{1,2}(?=[,。!;的 ]|$|工作|从|上班|没|不|说|在|把|就|给|对|态|真|很|特|非))`,
  `(?:[小老]?${SURNAME}${GIVEN}{0,2}(?:副)?${TITLE})`,
  `(?:(?:护士|医生|大夫)[小老]${SURNAME})`,
  `(?:姓${SURNAME}的)`,
  `(?:(?:工号|胸牌号?|编号|胸牌)(?:是|为|:|号)?\\s?[a-z]?\\d{2,8}(?:号)?(?:的?${TITLE})?)`,
]

const PERSON = sift(new RegExp(NAMED.join('|'), 'i'))

/** Nouns that only look like a name with a title. */
const NOBODY =
  /^(?:任何|高级|金牌|白班|夜班|黄牛|石膏|马上|明天|全体|全科|全部|温柔|年轻|相关|公立|管床|车队|万一|连同|游客|红包|白大褂|解决|应急|应该)/

/** The staff member of whom a text speaks, as written (张护士, 姓李的医生, 工号1023), or null. */
export const readPerson = (text: string): string | null => {
  const written = PERSON.first(struckOut(text, notNames, '。'))?.[0]?.replace(/[,:\s]+$/u, '')
  return written === undefined || NOBODY.test(written) ? null : written
}
