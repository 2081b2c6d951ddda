import { followedBy, NEIGHBOURS, precededBy } from './lexicon.ts'
import type { Node } from './node.ts'

/** How many of the nodes are of that kind. */
export const countOf = (nodes: readonly Node[], kind: string): number =>
  nodes.filter((node) => node.kind === kind).length

/** Whether a word of booking stands beside it. */
export const isCued = (text: string, start: number, end: number): boolean =>
  precededBy(text, start, NEIGHBOURS.cueBefore) || followedBy(text, end, NEIGHBOURS.cueAfter)

/** Where a clause ends. */
export const SENTENCE_END = /[,，。!！?？;；\n]/
const FAR = 6

const ON_DUTY = /^(?:要|得)?(?:上班|值班)$/
/** 值班护士, 上班的医生 */
const SOMEBODY_ON_DUTY = /^的|^(?:那个|那位)?(?:医生|大夫|护士|主任|人员|专家|教授|室|电话|表)/

/** 王医生周三上班, 昨天值班护士: the work of the house does not keep the patient from coming. */
const isHouseOnDuty = (refusal: Node, text: string, start: number, end: number): boolean => {
  if (!ON_DUTY.test(refusal.word ?? '')) return false
  if (SOMEBODY_ON_DUTY.test(text.slice(refusal.end))) return true
  const before = text.slice(0, start).split(SENTENCE_END).at(-1) ?? ''
  return (
    NEIGHBOURS.theirDuty.some((word) => before.includes(word)) &&
    !/我|俺|咱/.test(text.slice(end, refusal.start))
  )
}

/** 春节那天急诊之外 sets the emergency room apart, and not the day. */
export const BESIDES = /^(?:以外|之外|除外|外)$/

/** 8号上班了再去, 周三开完会来: what ends before the visit does not keep from it. */
const isUntilThen = ({ word = '', start, end }: Node, text: string): boolean =>
  /^(?:要|得)?(?:上班|开会|上课|出差|值班|加班|放假)$/.test(word) &&
  (/^(?:了?(?:之后|以后|后|再|就去|就来|才能|回来)|了[再就去来]|那会儿?|那阵|的?时候|时)/.test(
    text.slice(end),
  ) ||
    /[刚一不没]$|不用$/.test(text.slice(0, start)))

/** 周六吧周日没空, 月底吧现在忙: what was chosen is not refused by what is said of something else. */
const CHOSEN = /^吧.*[^\s,]/

/** 这个周末能看吗 小孩要上学: the question is over, what follows gives its reason. */
const ASKED = /[吗么][?\s]/

/** 周四我透析 避开: said after the day and of nothing that follows. */
const AVOIDED = /^(?:避开|躲开|绕开|跳过|(?:别|莫)(?:给我)?(?:排|约|挂|安排))$/
const ENDS_HERE = /^(?:吧|哈|啊|一下)?\s*(?:$|[,，。!！;；])/

const isLeftOut = ({ kind, word = '', end }: Node, text: string): boolean =>
  kind === 'except' &&
  (/^(?:不要|唔要|除外|不约|不看)$/.test(word) || (AVOIDED.test(word) && ENDS_HERE.test(text.slice(end))))

/** Whether what follows a mention, up to a pause or the next time, says that it does not suit. */
export const isRefused = (following: readonly Node[], text: string, start: number, end: number): boolean => {
  const until = following.findIndex(({ kind }) =>
    ['moment', 'soft', 'hard', 'ok', 'question', 'cancel', 'or', 'move'].includes(kind),
  )
  const near = until < 0 ? following : following.slice(0, until)
  const at = near.findIndex((node) => node.kind === 'cannot' || isLeftOut(node, text))
  const refusal = near[at]
  if (!refusal || countOf(near.slice(0, at), 'other') > FAR) return false
  const between = text.slice(end, refusal.start)
  if (CHOSEN.test(between) || ASKED.test(between)) return false
  const asks = /^(?:吗|么|嘛|啊|了吗)?[?？]|^(?:吗|么|没有?(?:$|[,，。?？\s]))/.test(text.slice(refusal.end))
  const isElse = BESIDES.test(refusal.word ?? '') && countOf(near.slice(0, at), 'other') > 0
  return (
    !asks &&
    !isElse &&
    !(between.endsWith('因为') && isCued(text, start, end)) &&
    !isUntilThen(refusal, text) &&
    !isHouseOnDuty(refusal, text, start, end) &&
    !NEIGHBOURS.theirDuty.some((word) => between.includes(word)) &&
    !isAboutBooking(between, text)
  )
}

/** 九点太早，有没有晚一点的 */
export const TOO_EARLY_OR_LATE = /^的?(?:是|对我)?(?:有点|也|都|实在|确实)?太(?:早|晚|迟|赶)/

/** 明天的号去不了，帮我取消 speaks of the booking itself: its date is what must be known. */
const isAboutBooking = (between: string, text: string): boolean =>
  (NEIGHBOURS.booking.some((word) => between.includes(word)) || between === '') &&
  NEIGHBOURS.cancelWords.some((word) => text.includes(word))

/** Whether a word before it rules it out (除了周三, 别约周三). */
export const isExcepted = (preceding: readonly Node[]): boolean => {
  const at = preceding.findLastIndex(({ kind }) => ['except', 'moment', 'soft', 'hard', 'ok'].includes(kind))
  return preceding[at]?.kind === 'except' && countOf(preceding.slice(at + 1), 'other') <= 3
}

/** 不是周三，是周四: the first is taken back although nothing stood before it. */
export const isDenied = (preceding: readonly Node[]): boolean => {
  const last = preceding.findLast(({ kind }) => kind !== 'filler')
  return last?.kind === 'correct' && last.word === '不是'
}
