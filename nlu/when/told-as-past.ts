import type { Span } from '../../domain/understanding.ts'
import { sift } from '../phrases/sift.ts'
import { NEIGHBOURS } from './lexicon.ts'

const DONE = sift(
  /了(?:[\d一两二三四五六七八九十好半几]+(?:个|多)?(?:小时|钟头|分钟|天|次|个|趟|遍|块|元)|大?半天|很久|好久|整整)/,
)

/** What was done on a day (10月8号住的院, 周五抽的血); 挂的 and 约的 are bookings, which lie ahead. */
const DEED_WORDS = String.raw`(?:在[^,。!?;\s]{1,8})?(?:刚|才|就|都|已经)?(?:[住出转入]的院|[出入住转]院的(?!话|时候|手续|病人)|(?:来|去)?(?:抽|做|查|看|拍|打|扎|输|拔|补|验|照|拿|开|挂|住|来|去)过(?!去|来|期)|[送抬背抱拉转接住搬推赶](?:[进过回到]?来|进去|过去)的|(?:急诊|门诊|发热门诊|你们这|你们那里?|这里|这儿)(?:看|住|做|查|挂|开)的|(?:确诊|查出来?|发现|出生|骨折|受伤|感染|发病|发作|流产|动|开刀|手术|摔|跌|扭|崴|烫|磕|撞|咬|拔|补|镶|洗|抽|拍|照|验|采|缴|交|付|花|领|取|拿|吃|打|拆|缝|生病|发烧|办|签|寄|复印|投诉|反映)的(?!话|时候|号|药?[吗么])|(?:做|看|查|开|种|割|切)的(?!话|时候|号|门|会|班|检查前)[^,。!?;\s]{1,8}(?:[,。!?;\s]|$))`
const DEED = sift(
  new RegExp(
    String.raw`(?:[日号天晚早午夜周月年份节夕庆旦秋午]|周[一二三四五六末]|点半?|晚上|的时候|期间)${DEED_WORDS}`,
  ),
)
const DEED_NEXT = new RegExp(`^${DEED_WORDS}`)

/** Whether right at `end` of a day follows what was done on it: 20号住的院. */
export const isDeedAt = (text: string, end: number): boolean => DEED_NEXT.test(text.slice(end, end + 24))

/** 那天去，没人管; 12月5号那天看吧 is a wish. */
const THAT_DAY =
  /那天(?:我|去|来|在|看|做|挂|医|护|排)[^]*?(?:(?<!不)了|过|的(?!话|号)|没(?!空|时间|事|课|问题|关系|号)|说|骂|态度|被|不[管理]|把|让|才)/
const ASKS_OR_PROPOSES = /(?:吧|吗|呢|呗|行|可以|成|中)[。!?~\s]*$/

const isThatDayOver = (text: string): boolean => THAT_DAY.test(text) && !ASKS_OR_PROPOSES.test(text)

/** A complaint that lasts (疼了3天) or how often one came says nothing of when the day that is named was. */
const LASTS =
  /(?:疼|痛|烧|咳|吐|泻|拉|晕|麻|痒|肿|胀|酸|病|难受|不舒服|流|睡|躺|吃|服|喝|用|打|输|查|来|看|做|挂|问|怀|失眠|过敏)了[^,。!?;]{0,4}(?:天|次|个|趟|遍|小时|半天|很久|好久)/
const CLAUSE_END = /[,，。!！?？;；\s]/
const BEFORE_PLAN = /(?:想|打算|准备|要|再|改到?|约|挂|安排|能|可以)[^,。]{0,3}$/
const AFTER_PLAN =
  /^的?[^,。]{0,4}?(?:想|打算|准备|要|再|能|可以|行|有号|还?有没有|来|去|过来|回来|复查|复诊|拆线|换药|拿|取|做|看|带|约|挂|号)/
const HAPPENED = /(?<!不)了|[过着没被刚]|的$|[看做拍抽查开打住取拿来去送到]的(?!话|时候)/

/** Whether a time stands in a clause of its own that tells of no deed but of a visit to come (26号来拆线). */
export const isPlanned = ({ start, end }: Span, text: string): boolean => {
  const before = text.slice(0, start).split(CLAUSE_END).at(-1) ?? ''
  const after = text.slice(end).split(CLAUSE_END)[0] ?? ''
  return !HAPPENED.test(before + after) && (BEFORE_PLAN.test(before) || AFTER_PLAN.test(after))
}

const tells = (signs: string[], text: string): boolean => signs.some((sign) => text.includes(sign))

/**
 * Whether the sentence itself is plainly told as past (a complaint, a story), and asks for no visit. Where only a visit that is
 * over or a complaint that lasts is told, one of `times` in a clause of plans is not past.
 */
export const isToldAsPast = (text: string, times: Span[] = []): boolean => {
  if (tells(NEIGHBOURS.futureSure, text)) return false
  if (tells(NEIGHBOURS.pastSure, text) || isThatDayOver(text)) return true
  if (DONE.test(text) && !LASTS.test(text)) return true
  const isOver = tells(NEIGHBOURS.visited, text) || DONE.test(text) || DEED.test(text)
  return isOver && !times.some((time) => isPlanned(time, text))
}
