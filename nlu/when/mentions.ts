import { NEIGHBOURS, precededBy } from './lexicon.ts'
import { type Expression, isStretch, type Node } from './node.ts'
import {
  BESIDES,
  countOf,
  isCued,
  isDenied,
  isExcepted,
  isRefused,
  SENTENCE_END,
  TOO_EARLY_OR_LATE,
} from './refusals.ts'
import { isDeedAt } from './told-as-past.ts'

/** How a mention hangs together with the one before it. */
export type Join = 'or' | 'and' | 'move' | 'correct' | 'gap'

/** A time that was spoken of; `cannot` if the patient says it does not suit. */
export interface Mention {
  expression: Expression
  start: number
  end: number
  join: Join
  cannot: boolean
  /** It was ruled out as a whole (除了周五下午, 别约周五下午): no other part of that day is wanted either. */
  excepted?: true
  /** It is only contrasted with what is meant (是后天，不是明天). */
  denied?: true
  /** What stands between this and the one before it in the same list. */
  apart?: 'pause' | 'ok'
  /** It is told as an earlier visit (上次是10月8号看的). */
  earlier?: true
  /** A word of booking stands beside it. */
  cued: boolean
}

const has = (nodes: readonly Node[], kind: string): boolean => nodes.some((node) => node.kind === kind)

const SHORT_MOVES = /^[改换调挪]$/

/** 改到 may stand a few words off its target, a mere 改 must touch it. */
const isMove = (between: readonly Node[]): boolean =>
  between.some(
    (node, i) =>
      node.kind === 'move' &&
      countOf(between.slice(i + 1), 'other') <= (SHORT_MOVES.test(node.word ?? '') ? 0 : 4),
  )

const CLOSED_BY = /^(?:吧|好了|算了|哈|得了)/

/** 明天……，还是后天吧 takes the first back; 明天还是后天 offers both. */
const isTakenBack = (between: readonly Node[], text: string, end: number): boolean =>
  between.some(({ word }) => word === '还是') &&
  has(between, 'soft') &&
  CLOSED_BY.test(text.slice(end)) &&
  !/[?？吗]/.test(text.slice(end, end + 3))

/** 周三下午吧，算了周四上午: the first is dropped. */
const DROPPED = /(?:算了吧?|算咯|算啦|拉倒|作罢)[,，。\s]*(?:那?还是|就|改[到成约]?|那|换)?$/

/** What follows the last of a list that only commas hold together (周三，周四都行), and not 明天考试，后天再来. */
const ENDS_LIST =
  /^[的吧]?(?:$|[,、。!?上下早中晚0-9一二三四五六七八九十]|都|也|均|任|哪|随|行|可|成|不行|没|左右|之?前|以前)/

/** 周三要是没号，那就周四: a second choice. */
const FALLS_BACK =
  /(?:没号|没有号?|没位置?|没了|[约挂排]?满了?|[挂约抢]不[上到着])(?:的?话)?[,，\s]{0,2}(?:我|那)?(?:就|再|则|换)?(?:[约挂看选]|改[到约成]?)?$/

const DECIDES = /(?:那就|那还是|还是|最后|最终|干脆|索性|决定|想好了,?|就)(?:定在?|约在?|选|要|挂)?$/
const ON_CONDITION = /要是|如果|若|万一|没号|没有|不行|不成|满了|实在|或者|要么/

/** 他说周二，我说周三，那就周三吧: the last word on the matter. */
const isDecided = (before: string, rest: string): boolean => {
  const sentence = before.split(/[。!?;]/).at(-1) ?? ''
  return (
    DECIDES.test(before) && CLOSED_BY.test(rest) && /[,\s]/.test(sentence) && !ON_CONDITION.test(sentence)
  )
}

/** 后天也就是礼拜三下午三点: the same day in other words, which say more. */
const SAID_AGAIN = /^的?[,，\s]*(?:也就是|就是说|即)(?:说|那个)?$/

const joinOf = (
  between: readonly Node[],
  text: string,
  { expression, start, end }: Node,
  previousEnd: number,
): Join => {
  if (isMove(between) || expression?.day?.type === 'moved') return 'move'
  if (SAID_AGAIN.test(text.slice(previousEnd, start)) && expression?.day) return 'correct'
  if (has(between, 'correct') || isTakenBack(between, text, end)) return 'correct'
  if (DROPPED.test(text.slice(between[0]?.start ?? start, start))) return 'correct'
  if (isDecided(text.slice(0, start), text.slice(end))) return 'correct'
  const others = countOf(between, 'other') + countOf(between, 'blocked')
  if (has(between, 'or') && others <= 4) return 'or'
  if (FALLS_BACK.test(text.slice(between[0]?.start ?? start, start))) return 'or'
  if (has(between, 'soft') && !has(between, 'ok') && !ENDS_LIST.test(text.slice(end))) return 'gap'
  if (has(between, 'hard') || others > 0 || has(between, 'cannot') || has(between, 'except')) return 'gap'
  if (text.startsWith('吧', previousEnd) && !ENDS_LIST.test(text.slice(end))) return 'gap'
  return 'and'
}

/** 下周一到周五，就周三要开会: it is said of that one alone. */
const ALL_BUT = /^[,，\s]*(?:都行|都可以|都能来|都得)?[,，\s]*(?:就|只|唯独|除了|单单|就是|只有|但|不过)+$/

/** 12月上旬 周末除外, 周五之前 周三不行: a day out of a stretch is not the stretch. */
const isLeftOutOf = ({ expression: one }: Mention, { expression: all }: Mention): boolean =>
  all.bound !== undefined ||
  (isStretch(all.day) && all.day?.type !== 'weekend' && (!isStretch(one.day) || one.day?.type === 'weekend'))

/** 周一和周三都没空: what is said of the last of a list is said of all, and 除了周一和周三 likewise. */
const spread = (mentions: Mention[], text: string): Mention[] => {
  const joined = (i: number) => {
    const { join, apart, start, end = 0 } = mentions[i] ?? {}
    if (text.startsWith('吧', mentions[i - 1]?.end)) return false
    if (ALL_BUT.test(text.slice(mentions[i - 1]?.end, start))) return false
    return (join === 'and' || join === 'or') && (!apart || (apart === 'pause' && text.charAt(end) === '都'))
  }
  const out = mentions.map((mention) => ({ ...mention }))
  for (let i = out.length - 1; i > 0; i--) {
    const [before, here] = [out[i - 1], out[i]]
    if (here?.cannot && before && joined(i) && !here.expression.bound && !isLeftOutOf(here, before))
      before.cannot = true
  }
  return out
}

const NEAR_ENOUGH = 9

/** 早上起来头晕, 晚上睡不着: a part of the day that belongs to a complaint, not to a wish. */
const isSymptomTime = ({ expression, start, end }: Mention, text: string): boolean => {
  if (expression.day) return false
  const [clause = ''] = text.slice(end, end + NEAR_ENOUGH).split(SENTENCE_END)
  return (
    NEIGHBOURS.symptomAfterPart.some((word) => clause.includes(word)) &&
    !precededBy(text, start, NEIGHBOURS.cueBefore)
  )
}

/** 你们4点半下班吧, 明天能看吗: an hour of work is not the visit's. */
const isHoursOfWork = ({ expression, end }: Mention, text: string): boolean =>
  !expression.day &&
  /^(?:就|才|都|是不是)?(?:下班|关门|开门|停诊|停止|截止|上班|放学|开会)(?!了?(?:之|以)?[前后]|就|再|来|去)/.test(
    text.slice(end),
  )

/** 周日的飞机，周六前看: what else the day is of. */
const isOfSomethingElse = ({ end }: Mention, text: string): boolean =>
  /^的(?:飞机|火车|高铁|动车|航班|车票|机票|船票|婚礼|喜酒|考试|会议)/.test(text.slice(end))

const isBirthday = ({ start, end }: Mention, text: string): boolean => {
  const [before = '', after = ''] = [
    text
      .slice(Math.max(0, start - 6), start)
      .split(SENTENCE_END)
      .at(-1),
    text.slice(end, end + 3).split(SENTENCE_END)[0],
  ]
  return NEIGHBOURS.born.some((word) => before.includes(word) || after.includes(word))
}

/** 跟上次一样周三 is a wish. */
const EARLIER = /(?:上次|上回|上一次|那次|前一次)(?!的?(?:一样|那样|同样|时间|医生|大夫))/

/** 5号做的手术, 上周三看过: told of the day itself; 挂的 and 约的 are bookings, which lie ahead. */
const WAS_THERE =
  /^(?:[上下]午)?(?:的时候|那会儿?|那阵子?|期间)?(?:在[^,。!?;\s]{1,6})?(?:刚|才)?(?:来|去)?(?:[做看拍查开抽拔拆打住出摔发疼]|手术|复查|检查|发病)(?:的(?!话|号|时候)|过)/

const isEarlier = (start: number, end: number, text: string): boolean =>
  WAS_THERE.test(text.slice(end)) ||
  EARLIER.test(
    text
      .slice(Math.max(0, start - 8), start)
      .split(SENTENCE_END)
      .at(-1) ?? '',
  )

/** Nobody speaks of more times in one message and means them. */
const MOST_MENTIONS = 24

const meantOf = (mentions: Mention[], text: string): Mention[] => {
  const meant = mentions.filter((mention) => !isSymptomTime(mention, text) && !isBirthday(mention, text))
  if (!meant.some(({ expression }) => expression.day)) return meant
  const ofVisit = meant.filter(
    (mention) => !isHoursOfWork(mention, text) && !isOfSomethingElse(mention, text),
  )
  return ofVisit.some(({ expression }) => expression.day) ? ofVisit : meant
}

const THOSE_DAYS = /^[这那](?:[两二三四五六七几]|俩)?天$/

/** 25号26号要陪床 这两天别排, 27号到29号，就这三天: days that were just named, and not those from today on. */
const sayingWhichDays = (mentions: Mention[], text: string): Mention[] => {
  const again = mentions.findIndex(({ start, end }, i) => i > 0 && THOSE_DAYS.test(text.slice(start, end)))
  const named = mentions.slice(0, Math.max(0, again))
  if (!named.some(({ expression }) => expression.day)) return mentions
  const rest = mentions.slice(again + 1)
  if (mentions[again]?.cannot) return [...named.map((mention) => ({ ...mention, cannot: true })), ...rest]
  return named.some(({ expression }) => expression.dayTo) ? [...named, ...rest] : mentions
}

/** 30号回老家，走之前要看一次: the day sets the end. */
const LEAVES =
  /^(?:要|得|就)?(?:回|走|出国|出差|出发|上班|开学|进城|坐车|坐飞机|去(?:外地|外省|国外|打工))[^。!?;]{0,8}[,，\s](?:在)?(?:走|出发|回去|动身|那|这|离开|去|出差|出国|开学)之?前/

const asLeft = (expression: Expression, rest: string): Expression =>
  LEAVES.test(rest) ? { ...expression, bound: 'before' } : expression

/** The times that `nodes` speak of, in order, without those that are no wish and no event. */
export const readMentions = (nodes: readonly Node[], text: string): Mention[] => {
  const places = nodes.flatMap(({ kind }, i) => (kind === 'moment' ? [i] : [])).slice(0, MOST_MENTIONS)
  const all = places.flatMap((at, i): Mention[] => {
    const node = nodes[at]
    if (!node?.expression) return []
    const between = nodes.slice((places[i - 1] ?? -1) + 1, at)
    const denied = isDenied(between)
    const join = i === 0 ? 'gap' : joinOf(between, text, node, nodes[places[i - 1] ?? 0]?.end ?? 0)
    const refused =
      denied ||
      (!node.expression.day && TOO_EARLY_OR_LATE.test(text.slice(node.end))) ||
      isExcepted(between) ||
      isRefused(nodes.slice(at + 1, places[i + 1]), text, node.start, node.end)
    const { start, end } = node
    const apart = has(between, 'ok')
      ? { apart: 'ok' as const }
      : has(between, 'soft')
        ? { apart: 'pause' as const }
        : {}
    const earlier = isEarlier(start, end, text) || isDeedAt(text, end) ? { earlier: true as const } : {}
    const before = nodes.slice((places[i - 2] ?? -1) + 1, places[i - 1])
    const corrects = !denied && i > 0 && isDenied(before)
    return [
      {
        expression: asLeft(node.expression, text.slice(end)),
        start,
        end,
        join: corrects ? 'correct' : denied ? 'gap' : join,
        cannot: refused,
        ...(denied ? { denied: true as const } : {}),
        cued: isCued(text, start, end),
        ...apart,
        ...earlier,
      },
    ]
  })
  return meantOf(sayingWhichDays(spread(carryExcept(all, nodes, places, text), text), text), text)
}

/** 除了周一和周三: the list after the word, not only its first. */
const carryExcept = (
  mentions: Mention[],
  nodes: readonly Node[],
  places: number[],
  text: string,
): Mention[] => {
  let excepted = false
  return mentions.map((mention, i) => {
    const isFirst = isExcepted(nodes.slice((places[i - 1] ?? -1) + 1, places[i]))
    excepted =
      isFirst ||
      (excepted &&
        (mention.join === 'and' || mention.join === 'or') &&
        !isAllowed(nodes, places, i) &&
        !ANY_OF_IT.test(text.slice(mention.end)))
    if (!excepted) return mention
    const lastOfList = mentions.findIndex(({ join }, at) => at > i && join !== 'and' && join !== 'or')
    const end = places[(lastOfList < 0 ? mentions.length : lastOfList) - 1] ?? 0
    return isOnly(nodes.slice(end + 1))
      ? { ...mention, cannot: false }
      : { ...mention, cannot: true, excepted: true }
  })
}

/** 除了周末都没空: nothing but that suits. */
const isOnly = (following: readonly Node[]): boolean => {
  const until = following.findIndex(({ kind }) => kind === 'hard' || kind === 'moment')
  const clause = until < 0 ? following : following.slice(0, until)
  const answers = ({ kind, word = '' }: Node): boolean =>
    ['ok', 'cannot', 'question'].includes(kind) && !BESIDES.test(word)
  return clause.find(answers)?.kind === 'cannot'
}

/** 除了下周三下周哪天都行: the rest of it. */
const ANY_OF_IT = /^的?(?:哪[天个]|随便|任何|任意|其他|其它|其余|别的)/

const isAllowed = (nodes: readonly Node[], places: number[], i: number): boolean =>
  nodes.slice((places[i - 1] ?? -1) + 1, places[i]).some(({ kind }) => kind === 'ok' || kind === 'soft')
