/** Which department or person a complaint is about, when it happened and how to reach who complains; what was said is not asked again. Source: CP-1. */
import type { Json } from '../../domain/conversation.ts'
import { dayWords } from '../../domain/day-words.ts'
import { type Line, line } from '../../domain/say.ts'
import type { Understanding } from '../../domain/understanding.ts'
import { ask, type Fact, known } from '../engine/dialog.ts'
import { storyOf } from './story.ts'

const UNKNOWN =
  /(不(知道|清楚|记得|确定|晓得|方便)|记不(清|得|起|住)|忘了|没注意|说不(上|清)|想不起|没有|跳过|随便|都有|不是哪个|不用|无)/u

/** Who wants to stay unknown, whatever was asked. */
const WISHES_TO_BE_ANONYMOUS =
  /匿名|(别|不要|不想|不愿意?|请勿)(写|提|透露|暴露|公开|留|说出?)(出|上)?我?的?(名字|姓名|身份|是谁)|不(留名|署名|具名)/u

/** Department, as a key, or null where the patient cannot tell. */
export const departmentOf = (question: Line): Fact => ({
  name: 'department',
  hear: ({ understanding: { entities, complaint, text } }, { asked, hospital }): Json | undefined => {
    const named = hospital.departments.find(({ name }) => name === complaint?.department)?.key
    if (entities.department ?? named) return entities.department ?? named
    if (WISHES_TO_BE_ANONYMOUS.test(text)) return undefined
    return asked ? (UNKNOWN.test(text) ? { unknown: true } : { words: text.slice(0, 60) }) : undefined
  },
  resolve: (said, facts, { world }) => {
    const heard = (said ?? storyOf(facts).reading?.department ?? undefined) as
      | string
      | { words?: string }
      | undefined
    const found = world.hospital.departments.find(({ key, name }) => key === heard || name === heard)
    if (found) return known(found.key)
    if (heard !== undefined) return known(null)
    return ask({ lines: [question], again: question })
  },
})

const TIME =
  /\d|昨|前天|今[天早晚]|上午|下午|中午|晚上|早上|早晨|半夜|凌晨|刚[才刚]|最近|以前|之前|以后|之后|期间|时候|住院|手术|检查|出院|[去前今]年|过年|过节|春节|国庆|中秋|端午|元旦|一直|经常|每次|好几|老早|很久|[上这那]次|那天|周[一二三四五六日末]|[上这本]个?[周月]|星期|礼拜|[一二两三四五六七八九十几半](?:点|号|天|周|月|年|个)/u

/** Whoever answers something else (急, the name that was asked for before) has told no time, and no group may read it as one. */
const tellsTime = ({ text, entities }: Understanding): boolean =>
  !entities.name && !entities.phone && !entities.idNumber && TIME.test(text)

/** Day or words for when it happened; null where the patient cannot tell. */
export const happenedOn: Fact = {
  name: 'happenedOn',
  hear: ({ understanding }, { asked }): Json | undefined => {
    const { entities, complaint, text } = understanding
    const { when } = entities
    const day = complaint?.when ?? (when?.dateEnd || when?.open ? null : when?.date)
    if (day) return day
    if (when?.date && when.dateEnd) return { words: `${dayWords(when.date)}–${dayWords(when.dateEnd)}` }
    if (entities.department || !asked || WISHES_TO_BE_ANONYMOUS.test(text)) return undefined
    return UNKNOWN.test(text) || !tellsTime(understanding) ? { unknown: true } : { words: text.slice(0, 60) }
  },
  resolve: (said, facts) => {
    const heard = (said ?? storyOf(facts).reading?.when ?? undefined) as
      | string
      | { words?: string }
      | undefined
    if (typeof heard === 'string') return known(heard)
    if (heard !== undefined) return known(heard.words ?? null)
    return ask({ lines: [line('ask-complaint-when')], again: line('ask-complaint-when') })
  },
}

export interface Contact {
  name: string | null
  phone: string | null
  /** No more of it will be given. */
  declined?: true
}

const ANONYMOUS = /(匿名|不(留|想留|方便|用|必|愿)|保密|别(留|记)|算了|不说)/u
const NAME = /[\p{Script=Han}·]{2,5}/u
/** What is answered by those who mean something else, misspelt or not (步提交). */
const NO_NAME = /提交|确认|取消|投诉|反映|跳过|什么|怎么|为[啥何]|谢谢|可以|知道|医院|好的|没有|不/u

/** How somebody wants to be called (陈先生), in an answer that may hold a number, too. */
const calledIn = (text: string): string | null =>
  NO_NAME.test(text)
    ? null
    : (NAME.exec(text.replace(/我|叫|姓|是|的|电话|手机|号码?|联系方式/gu, ''))?.[0] ?? null)

/** Name and phone of who complains, or neither: a complaint may be anonymous. */
export const contact: Fact = {
  name: 'contact',
  hear: ({ understanding: { entities, text } }, { asked, facts }): Json | undefined => {
    const before = facts.contact as unknown as Contact | undefined
    const { name, phone } = entities
    const declines = asked ? ANONYMOUS.test(text) || UNKNOWN.test(text) : WISHES_TO_BE_ANONYMOUS.test(text)
    if (declines && !name && !phone) return { name: before?.name ?? null, phone: null, declined: true }
    const written = name ?? (asked && !entities.when ? calledIn(text) : null)
    if (!written && !phone) return undefined
    return { name: written ?? before?.name ?? null, phone: phone ?? before?.phone ?? null }
  },
  pick: () => ({ name: null, phone: null }),
  resolve: (said) => {
    const heard = said as unknown as Contact | undefined
    if (heard && (heard.phone !== null || heard.name === null || heard.declined)) return known(heard)
    const options = [{ id: 'anonymous', label: line('option-anonymous') }]
    if (heard) return ask({ lines: [line('ask-contact-phone')], again: line('ask-contact-phone'), options })
    return ask({ lines: [line('ask-contact')], again: line('ask-contact-again'), options })
  },
}
