import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import type { Span } from '../../domain/understanding.ts'
import { type Sifted, sift } from '../phrases/sift.ts'
import { RELATIVE_WORDS } from './relations.ts'
import { surnameOf } from './surnames.ts'
import { TITLES } from './titles.ts'

export interface PatientName extends Span {
  name: string
  /** Told only by contrast (不是李雷，是李蕾): it may as well be a doctor's. */
  contrasted?: true
}

interface NameStops {
  /** Words that begin like a name and are none. */
  notNames: string[]
  /** Characters that hardly any given name has. */
  never: string
  /** What stands after a surname without being a name. */
  honorifics: string[]
}

const stops = JSON.parse(readFileSync(projectFile('nlu', 'names', 'name-stops.json'), 'utf8')) as NameStops
const notNames = new Set(stops.notNames)
const longestStop = Math.max(...stops.notNames.map((word) => word.length))
const never = new Set(stops.never)
const honorifics = new Set(stops.honorifics)

const TITLE_NEXT = new RegExp(
  `^(?:${TITLES.join('|')}|护士|先生|女士|小姐|阿姨|叔叔|大爷|大妈|的(?:病人|患者|号|专家号|老病号|门诊|学生|家属))`,
)
/** What may follow a name directly; everything else lets it go on or makes it no name. */
const FOLLOW =
  /^(?:$|[\s,。.;:!?、()（）【】[\]\d/~…"'\u0001|]|的|挂|约|预约|看|想|要|身份证|电话|手机|号码|联系|今年|男|女|性别|年龄|岁|住|来|是|在|吧|呢|谢谢|就诊|这个|患|得了|有|怀孕|生于|出生|上周|下周|明天|今天|后天|昨天|前天|周|家住|微信|医保|病历|登记|报名|复诊|初诊|做|去|到|办|取|退|改|换|需要|麻烦|请|您|咨询|问|申请|陪|已经|刚|因|由|发|我|他|她|地址|生日|床|号|和|跟|帮|给|检查|缴费|出院|住院|投诉|反映|请假)/
const WORD_FOLLOW =
  /^(?:想要|想挂|想约|想看|想去|要挂|要约|要看|要去|要退|要改|今年|今天|明天|后天|昨天|前天|上周|下周|周[一二三四五六日末]|来看|来挂|来复|来了|在你们|在医院|在家|有点|有高|怀孕|住在|是我|手机|身份证|电话|预约|复诊|初诊|看病|看看|做检|发烧|男|女)/
const BOUNDARY_NEXT = /^(?:$|[\s,。.;:!?、()（）【】[\]\d/~…"'\u0001|])/
const MINORITY = /^\p{Script=Han}{1,8}(?:[·•・∙]\p{Script=Han}{1,8}){1,4}/u
const HAN = /^\p{Script=Han}$/u

const CUES = sift(
  /(?:我的?(?:名字|大名|全名|姓名)?(?:叫做?|是叫)|(?:名字|姓名|全名|大名|户名|患者名|真名|名)(?:叫做?|是|为|:|改成?|写成?|应该是|填)*\s*|(?:患者|病人|就诊人|就诊者|就医人|家属|联系人|被保险人)(?:的?(?:姓名|名字))?(?:叫做?|是|为|:|改成|换成|改为|写成)*\s*|本人(?:姓名)?(?:叫做?|是|:|,)*\s*|(?:他|她|孩子|宝宝|娃|小孩|儿子|女儿)(?:的?名字)?(?:就)?叫做?|[叫唤](?:做)?|(?:^|[,。!?\s])(?:你好|您好)?[,。!\s]*我[是系]|实名(?:是|:)?|登记(?:的)?(?:名字)?(?:是|为|成|:)|名叫|预约人(?:是|:)?|挂号人(?:是|:)?|就诊卡是|(?:^|[,。!?\s])(?:就|直接|那就|帮我|给我|先)*(?:写|填|记|登记)(?:成|为|上|我)?(?=\p{Script=Han}{2,4}(?:$|吧|就行|就好|就可以|[,。\s]))|身份证上(?:的名字)?是|(?:孩子|宝宝|小孩)[\s:]+|登记一?下[,\s]+)/gu,
)
/** Of an answer to the question for the name only: elsewhere it may be a doctor who is corrected. */
const CORRECTING_CUES = sift(/(?:改成|换成|不是[^,。]{1,6},是|应该是|(?<!不)是)/gu)
const FOR_WHOM = sift(
  new RegExp(
    `(?:给|帮|替|为|是|就是|换)(?:我|俺|咱)?(?:的|家)?(?:${RELATIVE_WORDS.join('|')})?(?:叫)?[,\\s]?|(?:我|俺|咱|本人)(?:的|家)?(?:${RELATIVE_WORDS.join('|')})(?:叫|是|名叫)?[,\\s]?`,
    'gu',
  ),
)
const SERVED_AFTER =
  /^(?:本人)?(?:挂|约|预约|登记|办|报名|看(?:病|诊|个|一下|$)|取号|做|问|咨询|改|退|取消|复诊|拿|打印|查|排|加)/
const RELATIVE_AT_END = new RegExp(`(?:${RELATIVE_WORDS.join('|')})(?:叫|是|名叫)?[,\\s]?$`)

const startsLikeWord = (text: string): boolean => {
  for (let length = 2; length <= longestStop; length++) if (notNames.has(text.slice(0, length))) return true
  return false
}

/** 周一凡 and 孙子涵 are names as good as any; 周一上午 and 周三王主任 are days. */
const NAMED_LIKE_WORD =
  /^[孙车包沙单]子[涵轩豪墨萱怡晴睿宸琪航瑜昂皓淇茗龙桐彤然杰超峰洋鹏琳娜敏芳磊宇]|^周[一二三四五六日天](?!末|[上下早中晚夜的去来看挂约到和跟或行可都不没有在是吧呢吗前后号起复做要想能会还再预改换左半以之取住出手抽做拍打开又也就给帮几点第这那])\p{Script=Han}/u

const isGiven = (s: string): boolean => Array.from(s).every((c) => HAN.test(c) && !never.has(c))

const isGivenName = (s: string): boolean => isGiven(s) && !honorifics.has(s)

/** The name with which `rest` begins, where something follows that may follow a name. */
const nameAtStart = (rest: string): string | null => {
  const minority = MINORITY.exec(rest)?.[0]
  if (minority !== undefined) return minority
  const surname = surnameOf(rest)
  if (surname === null) return null
  const isLikeWord = NAMED_LIKE_WORD.test(rest)
  if (startsLikeWord(rest) && !isLikeWord) return null
  const [long, short] = [surname.length + 2, surname.length + 1].map((end) => ({
    name: rest.slice(0, end),
    after: rest.slice(end),
    isName: rest.length >= end && isGivenName(rest.slice(surname.length, end)),
  }))
  if (!long || !short || !short.isName) return null
  const isShort = !isLikeWord && FOLLOW.test(short.after) && !TITLE_NEXT.test(short.after)
  const isLong = long.isName && FOLLOW.test(long.after) && !TITLE_NEXT.test(long.after)
  if (isShort && (WORD_FOLLOW.test(short.after) || BOUNDARY_NEXT.test(short.after))) return short.name
  if (isLong) return long.name
  return isShort ? short.name : null
}

const after = (text: string, pattern: Sifted): { start: number; cue: string }[] =>
  pattern.all(text).map(({ 0: cue, index }) => ({ start: index + cue.length, cue }))

const pieceAt = (text: string, start: number): PatientName | null => {
  const skipped = /^[\s:"'“(（[【<「]*/.exec(text.slice(start))?.[0].length ?? 0
  const from = start + skipped
  const name = nameAtStart(text.slice(from, from + 40))
  return name === null ? null : { name, start: from, end: from + name.length }
}

const STATED = /叫做?\s*$|(?:名字|姓名|全名|真名).*$/
const FOREIGN = /^\p{Script=Han}{3,6}(?=$|[,。.;!\s])/u

/** A name in Chinese characters without a Chinese surname (艾克拜尔), where it is plainly given as a name. */
const foreignAt = (text: string, start: number): PatientName | null => {
  const name = FOREIGN.exec(text.slice(start, start + 8))?.[0]
  if (name === undefined || startsLikeWord(name) || !isGiven(name) || /^[小老阿]/.test(name)) return null
  if (surnameOf(name) !== null && name.length < 4) return null
  return { name, start, end: start + name.length }
}

/** 我叫张三丰, 姓名:李雷, 我是陈静. */
const introduced = (text: string, cues: Sifted): PatientName[] =>
  after(text, cues).flatMap(({ start, cue }) => {
    const found = pieceAt(text, start) ?? (STATED.test(cue) ? foreignAt(text, start) : null)
    if (!found) return []
    const next = text.slice(found.end, found.end + 8)
    const isLoose = /我[是系]$|成$|是$|换成|^叫$|^唤$|^(?:孩子|宝宝|小孩)|登记|[写填记][为上我]?$/.test(cue)
    if (
      isLoose &&
      !BOUNDARY_NEXT.test(next) &&
      !/^(?:想|要|吧|就行|就好|就可以|的?(?:家属|妈|爸)|,)/.test(next)
    )
      return []
    return TITLE_NEXT.test(next) ? [] : [found]
  })

/** 给王建国挂号, 给我妈王桂兰约个号, 我老婆李娜怀孕了. */
const spokenFor = (text: string): PatientName[] =>
  after(text, FOR_WHOM).flatMap(({ start, cue }) => {
    const found = pieceAt(text, start)
    if (!found) return []
    const next = text.slice(found.end, found.end + 8).trimStart()
    const isRelative = RELATIVE_AT_END.test(cue)
    if (TITLE_NEXT.test(next)) return []
    if (isRelative) return [found]
    return /^(?:给|帮|替|为)(?:我|俺|咱)?[,\s]?$/.test(cue) && SERVED_AFTER.test(next) ? [found] : []
  })

/** What only a patient's name is followed by: 是我妈, 男,45岁. */
const DESCRIBED = new RegExp(
  `^(?:\\s?(?:就?是|系)(?:我|俺|咱|本人)(?:的|家)?(?:名字|姓名|大名|全名|真名|${RELATIVE_WORDS.join('|')})|[\\s,、]{0,2}(?:性别)?[男女](?:性)?(?=[\\s,、\\d]|$))`,
)
const CLAUSE_START = sift(/(?:^|[,。;!\s])(?=\p{Script=Han})/gu)

/** 王桂兰是我妈, 李小龙,男,45岁: a name at the start of a clause that is told apart by what follows. */
const described = (text: string): PatientName[] =>
  CLAUSE_START.all(text)
    .map(({ 0: mark, index }) => index + mark.length)
    .flatMap((start) => [3, 2, 4].map((length) => ({ start, end: start + length })))
    .flatMap(({ start, end }) => {
      const name = text.slice(start, end)
      const isDescribed = surnameOf(name) !== null && DESCRIBED.test(text.slice(end, end + 12))
      if (!isDescribed || !isGivenName(name.slice(1))) return []
      return startsLikeWord(name) && !NAMED_LIKE_WORD.test(name) ? [] : [{ name, start, end }]
    })

const APART = sift(/姓(\p{Script=Han}{1,2})[,\s]?名(?:叫|为|是)?(\p{Script=Han}{1,2})(?=$|[,。.!;:\s\d])/gu)

/** 姓赵名子龙 */
const inTwoParts = (text: string): PatientName[] =>
  APART.all(text).flatMap(({ 0: found, 1: surname = '', 2: given = '', index }) =>
    surnameOf(surname + given) === surname && isGivenName(given)
      ? [{ name: surname + given, start: index, end: index + found.length }]
      : [],
  )

const LIKE_AN_ANSWER = sift(/\d{11}|\d{3}[-\s]\d{4}[-\s]\d{4}|\d{17}|\u0001/)
const SEPARATOR = /[\s,。.;:!?、()/|"'\d+_\u0001-]+/

const isWholeName = (piece: string): boolean =>
  nameAtStart(piece) === piece && piece.length <= 4 + (piece.includes('·') ? 20 : 0)

/** 张三 4201… 138…: an answer line with several facts. */
const besideNumbers = (text: string): PatientName[] => {
  if (!LIKE_AN_ANSWER.test(text)) return []
  return text
    .split(SEPARATOR)
    .map((piece) =>
      piece.replace(/(?:身份证号?码?|手机号?码?|电话号?码?|联系电话|联系方式|号码|证件号?|男|女)$/, ''),
    )
    .filter(isWholeName)
    .map((name) => ({ name, start: text.indexOf(name), end: text.indexOf(name) + name.length }))
}

const EDGES = /^[\s\p{P}]+|[\s\p{P}]+$/gu

/** The lines of a normalised text that are a whole name and nothing else (俞梓桐), whatever was asked. */
export const namesAlone = (text: string): string[] =>
  text
    .split('\n')
    .map((said) => said.replace(EDGES, ''))
    .filter((said) => said !== '' && isWholeName(said))

const BARE_ANSWER =
  /^(?:嗯|哦|好的?|是|就是|叫|我叫|他叫|她叫|名字|姓名|[:,\s])*([^\s,。.!?;:、()\d]{2,21})(?:[吧啊呀哈]|[,。.!?\s]|谢谢)*$/

/** The answer to "what is the name": two to four characters, even with a rare surname. */
const bareAnswer = (text: string, isAsked: boolean): PatientName | null => {
  const name = BARE_ANSWER.exec(text)?.[1]
  if (name === undefined || TITLE_NEXT.test(name.slice(1)) || TITLE_NEXT.test(name.slice(2))) return null
  const isMinority = MINORITY.exec(name)?.[0] === name
  const isPlain =
    isAsked && /^\p{Script=Han}{2,4}$/u.test(name) && !startsLikeWord(name) && isGiven(name.slice(1))
  const isRelative = RELATIVE_WORDS.some((word) => name === word || name === `我${word}`)
  if (!isMinority && (!isPlain || isRelative || NO_ANSWER.test(name))) return null
  if (name.length === 4 && !isMinority && surnameOf(name)?.length !== 2 && surnameOf(name) === null)
    return null
  return { name, start: text.indexOf(name), end: text.indexOf(name) + name.length }
}

const NO_ANSWER =
  /^(?:姓|本人|自己|知道|好的|可以|谢谢|不|没|算|等|取消|退出|返回|转人工|人工|帮|为|怎|小[^\p{Script=Han}]*|老)|(?:女士|先生|小姐|同学)$/u

const CORRECTED_TO = sift(
  /(?:不对|错了|(?:哦|啊|噢|呃)不|不不|[打写说填讲]错|更正)[,\s了]*(?:应该|名字)?(?:是|叫|系)?[,\s]*/gu,
)

/** 我叫李雷，哦不，李蕾: what comes after a slip of one's own name. */
const correctedTo = (text: string, told: PatientName | undefined): PatientName[] =>
  told === undefined
    ? []
    : after(text, CORRECTED_TO).flatMap(({ start }) => {
        const found = start >= told.end ? pieceAt(text, start) : null
        return found && BOUNDARY_NEXT.test(text.slice(found.end)) ? [found] : []
      })

const TWO_TO_FOUR = String.raw`(\p{Script=Han}{2,4}?)`
const NAME_ENDS = String.raw`(?=$|[,.\s。!吧的啊了呀])`
/** The wrong one first: 不是李雷,是李蕾. */
const WRONG_FIRST = sift(
  new RegExp(`(?:不是|不叫|不系)${TWO_TO_FOUR}[,\\s]*(?:我)?(?:而?是|叫|系)${TWO_TO_FOUR}${NAME_ENDS}`, 'gu'),
)
/** The right one first: 是李蕾不是李雷, 李蕾写成了李雷. */
const RIGHT_FIRST = sift(
  new RegExp(
    `(?:^|[,。!\\s])(?:应该|我|他|她|就)?(?:是|叫|系|把)?${TWO_TO_FOUR}[,\\s]*(?:(?:可|并)?(?:不是|不叫|不系|而非)|(?:被|给|让)?(?:你们|人家|我)?(?:写|打|输|登记|搞|弄|填|录|写错|打错|输错|登)(?:成|为)了?)${TWO_TO_FOUR}${NAME_ENDS}`,
    'gu',
  ),
)

/** Two names told apart, one of which is wrong: of one surname, unless the talk is of a name. */
const contrasted = (text: string): PatientName[] => {
  const isOfName = text.includes('名字') || text.includes('姓名')
  const pairs = [
    ...WRONG_FIRST.all(text).map(({ 1: wrong = '', 2: right = '', index }) => ({ wrong, right, index })),
    ...RIGHT_FIRST.all(text).map(({ 1: right = '', 2: wrong = '', index }) => ({ wrong, right, index })),
  ]
  return pairs.flatMap(({ wrong, right, index }) => {
    const isPair = [wrong, right].every(isWholeName) && wrong.length === right.length && wrong !== right
    const start = text.indexOf(right, index)
    return isPair && (isOfName || surnameOf(wrong) === surnameOf(right))
      ? [{ name: right, start, end: start + right.length, contrasted: true as const }]
      : []
  })
}

const NAME_QUESTION = /name$|叫什么|姓名|名字/
const CORRECTED = sift(/(?:不是|不对|错了|改成|换成|应该)/)

/** The patient's own name as written in full; null where none, or only a surname, was written. */
export const readPatientName = (text: string, question?: string): PatientName | null => {
  const isAsked = question !== undefined && NAME_QUESTION.test(question)
  const told = [
    ...introduced(text, CUES),
    ...spokenFor(text),
    ...inTwoParts(text),
    ...described(text),
    ...besideNumbers(text),
  ]
  const isAboutName = isAsked || text.includes('名字') || text.includes('姓名')
  const found = isAboutName && told.length === 0 ? introduced(text, CORRECTING_CUES) : told
  const slips = correctedTo(text, found[0])
  if (slips.length > 0) return slips.at(-1) ?? null
  if (found.length === 0) found.push(...contrasted(text))
  if (found.length === 0 && (isAsked || text.includes('·'))) return bareAnswer(text, isAsked)
  return (CORRECTED.test(text) ? found.at(-1) : found[0]) ?? null
}
