import type { LexiconDoctor } from '../../domain/lexicon.ts'
import type { Span } from '../../domain/understanding.ts'
import type { Mention } from './mention.ts'
import { isOrdinaryWord } from './ordinary-words.ts'
import { TITLES } from './titles.ts'

export const TITLE_NEXT = new RegExp(`^(?:${TITLES.join('|')})`)
export const CUE =
  /(?:^|[,。!?;:、.~"'()]|挂|约|预约|找|看|看看|请|换|选|要|指定|科|的|诊|处|是|到|有|没有|还是|或者|和|跟|问|咨询|改|见|让|叫|请问|你们|医院|楼|那个|这个|位|投诉|表扬|感谢|谢谢|想|再|就|给|把|由|被|向|对|年轻|姓)(?:一下|一个|个|下|的|了|到|成|位|过|挂|看|约)?[小老大]?$/
export const BOOKING_CUE = /(?:挂|约|找|预约|换|换成|科|科的)[小老]?$/
export const FOLLOW =
  /^(?:$|[,。!?;:、.~")]|的?(?:专家|普通|特需|专科)?号|的|有|没|还|出诊|坐诊|上班|在|停诊|今|明|后|下|这|周|星期|礼拜|看|吧|吗|呢|行|可以|那|几|什么|啥|挂|约|来|是|怎|水平|擅长|治|坐|值|说|给|哪|能|会|主攻|专|请|休|退|调|换|电话|查房|手术|做|复|都|好不|厉害|靠谱|经验|\d)/

/** As much as a cue needs. */
export const before = (text: string, at: number): string => text.slice(Math.max(0, at - 8), at)

const SESSION_NEXT =
  /^(?:(?:[下这本]?(?:周|星期|礼拜)[几一二三四五六日天]|什么时候|啥时候|哪天|几号)(?:上午|下午|晚上)?(?:出诊|坐诊|看诊|门诊|上班|在|还?有号)|的?(?:专家|普通)?号|的?门诊|出诊|坐诊|停诊|看诊|在不在|上班|还看|有号)/

/** How much the place of a name speaks for its being a doctor's. */
export interface Place {
  isTitled: boolean
  isCued: boolean
  isFollowed: boolean
  isBooked: boolean
}

export const placeOf = (text: string, start: number, end: number): Place => {
  const after = text.slice(end, end + 6)
  return {
    isTitled: TITLE_NEXT.test(after),
    isCued: CUE.test(before(text, start)),
    isFollowed: FOLLOW.test(after),
    isBooked: BOOKING_CUE.test(before(text, start)) || SESSION_NEXT.test(after),
  }
}

/** 白松 男科, 急诊薛雷: beside the doctor's own department. */
export const isBesideOwn = ({ department }: LexiconDoctor, name: Span, departments: Mention[]): boolean =>
  departments.some(
    ({ keys, start, end }) => keys.includes(department) && (start === name.end || end === name.start),
  )

const JOINED_NEXT = /^(?:[和跟与及或、/]|还是)/

/** 廉洁 is a virtue and 张伟大 no doctor, unless the place speaks for one. */
export const isSomethingElse = (text: string, name: Span): boolean => {
  if ((name.start === 0 && name.end === text.length) || JOINED_NEXT.test(text.slice(name.end))) return false
  const { isTitled, isBooked, isCued, isFollowed } = placeOf(text, name.start, name.end)
  return !isTitled && !isBooked && !(isCued && isFollowed) && isOrdinaryWord(text, name)
}
