import type { Span } from '../../domain/understanding.ts'

/** Where a name stands in the compact text, and the keys it may mean. Offsets are of the compact text. */
export interface Mention extends Span {
  keys: string[]
}

/** Taken back: 不是骨科. Holds even where nothing else is named. */
const REFUSED_BEFORE =
  /(?:不是(?:要)?(?:挂|看|去|找|约)?|(?:不要|不想要?|不用|(?<![不哦噢啊呃额哎])不)(?:挂|看|去|找|约|选|转|到)?|别(?:再)?(?:给我|帮我)?(?:挂|约|去|看|找|转|安排|是)?|除了|而非|除开|唔要|唔系)(?:了|的|那个|在|到|个|我的)?$/
/** 是不是骨科, 要不要挂骨科: asked, not refused. */
const ASKED_BEFORE =
  /(?:是不是|要不要?|用不用|想不想|去不去|看不看|挂不挂|能不能?|可不可以|约不约|需不需要|该不该|转不转|找不找)(?:要)?(?:挂|看|去|找|约|转|到)?(?:个|了|的|到)?$/
/** Left behind where something else is named as well. */
const LEFT_BEFORE =
  /(?:(?:挂|约|走|搞|弄|选|来|预约)错(?:了|成|到)?|误(?:挂|约)(?:了|成)?|取消|退掉?|原来(?:约|挂)?的?(?:是)?|之前(?:约|挂)?的?(?:是)?|没(?:有)?(?:挂|约)(?:上|到)?|本来(?:想|要|是|约)?(?:挂|看|约)?(?:的是)?|从|把)(?:了|的|那个|我的|个)?$/
const LEFT_AFTER =
  /^(?:的)?(?:那个|这个)?(?:号|门诊|医生|大夫|主任)?(?:我)?(?:都)?(?:不要|不挂|不看|不去|不约|不想|就?算了|就?不|不行|挂错|约错|选错|错了|没号|号满|满了|约满|没有号|停诊|换成?|换到|换为|改成?|改到|改为|改约|改挂|转到|转去|转|取消|退|去不了|先不)/
const REFERRER_AFTER =
  /^(?:的)?(?:\p{Script=Han}{0,2}(?:医生|大夫|主任)|那边|那里|医生|大夫|主任|专家|教授|老师|护士)?(?:都|刚|刚才|今天|昨天|上次)?(?:说|让|叫|建议|推荐|介绍|要我|要求|嘱咐|喊)/u
const LANDMARK_AFTER =
  /^(?:的)?(?:旁边|对面|隔壁|楼上|楼下|附近|边上|那层|前面|后面|左边|右边|出来|看完|看过|做完|过来)/
const CORRECTION =
  /(?:改成?|换成?|改为|改(?:挂|约|到|看)|换到|转(?:到|去|成|诊到|诊)?|应该(?:是|挂|去|看)|不对|错了|弄错|哦不|啊不|噢不|呃不|不不|不是不是|说错|口误|而是|要的是|想去|想挂|想约|想看|我要|要挂|要约|想转|该挂|该去|就要|就挂|就约|给我挂|帮我挂|帮我约)(?:一下|个|一个|的|成|到|是|去|找|看|挂|约|[,。!…~\s])*$/
/** 骨科还是疼痛科? is a choice; 还是疼痛科吧 a correction. */
const RATHER = /还是(?:去|挂|约|看|找|换|要)?(?:个|成)?$/
const WINDOW = 14

const before = (text: string, { start }: Span): string => text.slice(Math.max(0, start - WINDOW), start)
const after = (text: string, { end }: Span): string => text.slice(end, end + WINDOW)

/** True where the mention is taken back in so many words. */
export const isRefused = (text: string, mention: Span): boolean => {
  const lead = before(text, mention)
  return REFUSED_BEFORE.test(lead) && !ASKED_BEFORE.test(lead) && !/^(?:的)?吗/.test(after(text, mention))
}

const isLeft = (text: string, mention: Span): boolean => {
  const rest = after(text, mention)
  return (
    LEFT_BEFORE.test(before(text, mention)) ||
    LEFT_AFTER.test(rest) ||
    REFERRER_AFTER.test(rest) ||
    LANDMARK_AFTER.test(rest)
  )
}

const isCorrection = (text: string, from: number, mention: Mention): boolean => {
  const between = text.slice(Math.max(from, mention.start - WINDOW), mention.start)
  if (CORRECTION.test(between)) return true
  if (!RATHER.test(between)) return false
  const isChoice = /^(?:的号|号)?(?:,|、)?还是/.test(between) && between.length <= 5
  return !isChoice || /^(?:的号)?[吧好]/.test(after(text, mention))
}

const distinct = <T extends Mention>(mentions: T[]): T[] =>
  mentions.filter(({ keys }, i) => mentions.findIndex((other) => other.keys.join() === keys.join()) === i)

/** The mentions that hold: none refused, none left for another; one alone after a correction. */
export const standingMentions = <T extends Mention>(text: string, mentions: T[]): T[] => {
  const held = mentions.filter((mention) => !isRefused(text, mention))
  if (distinct(held).length <= 1) return distinct(held)
  const kept = held.filter((mention) => !isLeft(text, mention))
  const rest = kept.length > 0 ? kept : held.slice(-1)
  const last = rest.findLastIndex((mention, i) => i > 0 && isCorrection(text, rest[i - 1]?.end ?? 0, mention))
  return distinct(last > 0 ? rest.slice(last) : rest)
}
