import type { Lexicon, LexiconDoctor } from '../../domain/lexicon.ts'
import type { Span } from '../../domain/understanding.ts'
import { sift } from '../phrases/sift.ts'
import { type DoctorIndex, indexDoctors } from './doctor-index.ts'
import {
  BOOKING_CUE,
  before,
  CUE,
  FOLLOW,
  isBesideOwn,
  isSomethingElse,
  type Place,
  placeOf,
  TITLE_NEXT,
} from './doctor-place.ts'
import type { Mention } from './mention.ts'
import { isPlainSurname, isSurname, surnameOf } from './surnames.ts'
import { areHomophones, pinyinOf } from './syllables.ts'
import { MISSPELT_TITLES, TITLES, withTitle } from './titles.ts'

export interface DoctorMention extends Mention {
  /** Named in full, not by surname and title. */
  isFull: boolean
  /** As written, where nobody on the roster fits (keys are empty then). */
  unknown?: string
}

const TITLE = sift(new RegExp(TITLES.join('|'), 'g'))
const SURE_TITLE = /主任|医生|大夫|教授|医师|院长/
const HAN_ONLY = /^\p{Script=Han}+$/u
/** Words of which no name is made, and which end before a name begins. */
const FUNCTION_WORD =
  /[但而虽若因的了是在有和跟与给让叫请问找挂约看想要去到个位名这那哪该本我你您他她它们就都也还又不没把被对向从为什么吗呢吧啊科号诊门室院楼天日月周点今明后上下早晚午]/
const NOT_A_NAME_BEFORE =
  /(?:[上下这本每整一二三四五六单双隔两]周|任何|[主责担信胜]任|关于|由于|对于|属于|至于|等于|谢谢|相关|有关|海关|经常|正常|平常|非常|日常|[对地双那这我他她前后]方|同时|小时|及时|按时|随时|有时|何时|到时|那时|平时|[换变改看做当成]成|[部专上出]门|特别|[社小院病地县校市园]区|[分区级]别|不安|平安|治安|公安|保安|相应|反应|应该|最高|较高|偏高|提高|表明|说明|证明|文明|声明|健全|安全|完全|附近|前边|后边|这边|那边|旁边|外边|一边|所有|没有|还有|只有|如何|为何|几何|成都|首都|全都|普通|护士|值班|管床|主治|住院|主管|实习|坐诊|全科|方便|大全|外|内|儿|妇|男|女|本科|科|专)$/
/** Enough before a surname of the roster with its title (一直在马主任那看, 下周花医生). */
const KNOWN_CUE = /(?:在|加|周|拜|天|午|晚|早|月|号|都|也|还|一直|跟着|说|告诉|听|就|这次|上次|回)$/
const BOOKED_STRANGER = sift(
  /(?:挂|约|找|换成?|改成?|预约|指定)(?:一下|个|到)?(\p{Script=Han}{2,4}?)(?:的(?:专家|普通)?号|的门诊|看病|看看|看诊|出诊)/gu,
)

/** No message names more; a flood of names is not read to its end. */
const MOST_MENTIONS = 40

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end
const keysOf = (doctors: LexiconDoctor[]): string[] => doctors.map(({ key }) => key)
/** Where the title after a name ends (王建国的主任 is none). */
const pastTitle = (text: string, end: number): number =>
  end + (TITLE_NEXT.exec(text.slice(end, end + 6))?.[0].length ?? 0)

/** 王芳芳医生 is not 王芳. */
const goesOn = (text: string, end: number, length: number): boolean =>
  length === 2 &&
  HAN_ONLY.test(text.charAt(end)) &&
  !FUNCTION_WORD.test(text.charAt(end)) &&
  !TITLE_NEXT.test(text.slice(end, end + 6)) &&
  TITLE_NEXT.test(text.slice(end + 1, end + 7))

const writtenInFull = (
  { byName, lengths }: DoctorIndex,
  text: string,
  departments: Mention[],
): DoctorMention[] => {
  const found: DoctorMention[] = []
  for (let i = 0; i < text.length && found.length < MOST_MENTIONS; i++)
    for (const length of lengths.get(text.charAt(i)) ?? []) {
      const doctors = byName.get(text.slice(i, i + length))
      if (!doctors || goesOn(text, i + length, length)) continue
      const end = pastTitle(text, i + length)
      const name = { start: i, end: i + length }
      const isTheirs = doctors.some((doctor) => isBesideOwn(doctor, name, departments))
      if (!isTheirs && isSomethingElse(text, name)) continue
      const titled = withTitle(doctors, text.slice(i + length, end))
      found.push({ keys: keysOf(titled), isFull: true, start: i, end })
      i = end - 1
      break
    }
  return found
}

/** The less a name agrees with the doctor's, the more its place must speak for it: 走开 is not 邹凯, nor 王建不 王建国. */
const isCredible = (written: string, name: string, place: Place): boolean => {
  const { isTitled, isCued, isFollowed, isBooked } = place
  const characters = Array.from(written)
  const same = characters.filter((c, i) => c === name.charAt(i)).length
  const sounds = characters.every((c, i) => areHomophones(c, name.charAt(i)))
  if (isTitled) return true
  if (name.length > 2 && sounds) return same >= 2 || isCued || isFollowed
  if (FUNCTION_WORD.test(written.slice(1))) return false
  if (name.length > 2) return (isCued || isBooked) && isFollowed
  const isSurnameRight = written.charAt(0) === name.charAt(0)
  return isSurnameRight ? isFollowed || isBooked : isCued && isFollowed && isBooked
}

/** Names that sound like a doctor's, or have one wrong character, where a doctor may be named. */
const misspeltInFull = (
  index: DoctorIndex,
  text: string,
  known: Span[],
  departments: Mention[],
): DoctorMention[] => {
  const found: DoctorMention[] = []
  for (let i = 0; i < text.length && found.length < MOST_MENTIONS; i++) {
    if (!index.startsName(text.charAt(i)) || known.some(({ start, end }) => start <= i && i < end)) continue
    for (const length of [4, 3, 2]) {
      const end = i + length
      const written = text.slice(i, end)
      const similar = written.length === length ? index.soundingLike(written) : []
      const doctors = similar.length > 0 && HAN_ONLY.test(written) ? similar : []
      const isOfTheirs = (doctor: LexiconDoctor): boolean =>
        isBesideOwn(doctor, { start: i, end }, departments)
      const credible = doctors.filter(
        (doctor) => isOfTheirs(doctor) || isCredible(written, doctor.name, placeOf(text, i, end)),
      )
      if (credible.length === 0) continue
      found.push({ keys: keysOf(credible), isFull: true, start: i, end: pastTitle(text, end) })
      i = end - 1
      break
    }
  }
  return found
}

/** 张大明, 王月 before a title; 明天 stays. */
const withoutNameCharacters = (given: string): string =>
  /[今明后][天日]/.test(given) ? given : given.replace(/[明月天]/g, '')

/** 周三王主任 is whom they want on a day, 周一凡主任 a name. */
const isWeekday = (name: string): boolean =>
  /^周[一二三四五六日天末]/.test(name) && (name.length < 3 || isPlainSurname(name.charAt(2)))

const isNameBefore = (text: string, start: number, length: number): boolean => {
  const name = text.slice(start, start + length)
  const surname = surnameOf(name)
  if (start < 0 || name.length < length || !HAN_ONLY.test(name) || surname === null) return false
  return (
    isPlainSurname(surname) &&
    surname.length < length &&
    !name.startsWith('谢谢') &&
    !isWeekday(name) &&
    !NOT_A_NAME_BEFORE.test(before(text, start + surname.length)) &&
    !FUNCTION_WORD.test(withoutNameCharacters(name.slice(surname.length))) &&
    CUE.test(before(text, start))
  )
}

/** Start of the unknown full name that ends at `at`; null where none does. */
const strangerBefore = (text: string, at: number): number | null => {
  for (const length of [4, 3, 2]) {
    const isCompound = surnameOf(text.slice(at - length, at))?.length === 2
    if (length === 4 && !isCompound) continue
    if (isNameBefore(text, at - length, length)) return at - length
  }
  return null
}

const unknown = (text: string, start: number, end: number): DoctorMention => ({
  keys: [],
  isFull: true,
  start,
  end,
  unknown: text.slice(start, end),
})

/** 网主任 for 王主任: the character is no surname itself and sounds like one of the roster. */
const surnamesLike = ({ bySurname }: DoctorIndex, text: string, at: number): LexiconDoctor[] => {
  const written = text.charAt(at)
  if (isSurname(written) || FUNCTION_WORD.test(written) || !HAN_ONLY.test(written)) return []
  if (!/(?:挂|约|找|请|科|科的|换|^)[小老]?$/.test(before(text, at))) return []
  return Array.from(bySurname).flatMap(([surname, doctors]) =>
    areHomophones(written, surname) ? doctors : [],
  )
}

const surnameAndTitle = (
  index: DoctorIndex,
  text: string,
  at: number,
  title: string,
): DoctorMention | null => {
  const end = at + title.length
  const pair = text.slice(Math.max(0, at - 2), at)
  const isPair = pair.length === 2 && isSurname(pair)
  const start = isPair ? at - 2 : at - 1
  const surname = text.slice(start, at)
  if (start < 0 || NOT_A_NAME_BEFORE.test(before(text, at))) return null
  const known = index.bySurname.get(surname)
  const stranger = strangerBefore(text, at)
  if (!isPair && stranger !== null && SURE_TITLE.test(title)) return unknown(text, stranger, end)
  const isCued = CUE.test(before(text, start)) || KNOWN_CUE.test(before(text, start))
  if (known && (isPlainSurname(surname) || isCued))
    return { keys: keysOf(withTitle(known, title)), isFull: false, start, end }
  const similar = isPair ? [] : surnamesLike(index, text, start)
  if (similar.length > 0) return { keys: keysOf(withTitle(similar, title)), isFull: false, start, end }
  const isNamed =
    isPlainSurname(surname) ||
    (isSurname(surname) && /(?:^|[,。!?])$/.test(before(text, start))) ||
    (isSurname(surname) && BOOKING_CUE.test(before(text, start)))
  return isNamed && SURE_TITLE.test(title) && !MISSPELT_TITLES.has(title) ? unknown(text, start, end) : null
}

const byTitle = (index: DoctorIndex, text: string, known: Span[]): DoctorMention[] =>
  TITLE.all(text)
    .slice(0, MOST_MENTIONS)
    .flatMap(({ 0: title, index: at }) => {
      const end = at + title.length
      if (known.some((one) => overlaps(one, { start: at, end }))) return []
      const given = index.byGivenName.get(text.slice(Math.max(0, at - 2), at))
      if (
        given &&
        given.length > 0 &&
        !isSurname(text.charAt(at - 3)) &&
        !isPlainSurname(text.charAt(at - 2))
      )
        return [{ keys: keysOf(withTitle(given, title)), isFull: false, start: at - 2, end }]
      const mention = surnameAndTitle(index, text, at, title)
      return mention ? [mention] : []
    })

const BY_SURNAME = sift(
  new RegExp(
    `(?<![我俺咱者人子妈爸])姓(\\p{Script=Han})(?:的|一个|那个|这个|位|那位|女|男|老|年轻|小){0,3}(?:\\p{Script=Han}{1,5}[科诊]的?)?(中医|专家|${TITLES.join('|')})?`,
    'gu',
  ),
)

/** 那个姓任的中医, 姓李的那个骨科大夫, 骨科姓谢的 */
const bySurname = (index: DoctorIndex, text: string, known: Span[], departments: Span[]): DoctorMention[] =>
  BY_SURNAME.all(text).flatMap(({ 0: found, 1: surname = '', 2: title, index: start }) => {
    const mention = { start, end: start + found.length }
    const doctors = index.bySurname.get(surname)
    const isDoctor = title !== undefined || departments.some(({ end }) => end <= start && start - end <= 3)
    return doctors && isDoctor && !known.some((one) => overlaps(one, mention))
      ? [{ keys: keysOf(doctors), isFull: false, ...mention }]
      : []
  })

const IN_LETTERS = sift(/(?:(?:dr|doctor|prof|professor)\.)?[a-z]{2,}/g)
const LATIN_TITLE = /^(?:dr|doctor|prof|professor)\.?/

/** dr wang, wang医生, jianguo wang; white space is gone already. A surname alone needs a title. */
const inLetters = ({ byPinyin }: DoctorIndex, text: string): DoctorMention[] =>
  IN_LETTERS.all(text)
    .slice(0, MOST_MENTIONS)
    .flatMap(({ 0: word, index }) => {
      const bare = word.replace(LATIN_TITLE, '')
      const doctors = byPinyin.get(bare) ?? []
      const end = pastTitle(text, index + word.length)
      const isFull = doctors.some(({ name }) => pinyinOf(name).join('').length === bare.length)
      const isTitled = bare !== word || end > index + word.length
      return doctors.length > 0 && (isFull || isTitled)
        ? [
            {
              keys: keysOf(withTitle(doctors, text.slice(index + word.length, end))),
              isFull,
              start: index,
              end,
            },
          ]
        : []
    })

const BEFORE_GIVEN_NAME = sift(/挂|约|找|换成?|科的?/g)

/** 找建国看: a given name of the roster where a doctor is asked for. */
const byGivenNameAlone = ({ byGivenName }: DoctorIndex, text: string): DoctorMention[] =>
  BEFORE_GIVEN_NAME.all(text)
    .slice(0, MOST_MENTIONS)
    .flatMap(({ 0: cue, index }) => {
      const start = index + cue.length
      const end = start + 2
      const doctors = byGivenName.get(text.slice(start, end)) ?? []
      return doctors.length === 1 && FOLLOW.test(text.slice(end, end + 6))
        ? [{ keys: keysOf(doctors), isFull: true, start, end }]
        : []
    })

const bookedStrangers = (text: string, known: Span[]): DoctorMention[] =>
  BOOKED_STRANGER.all(text).flatMap(({ 0: found, 1: name = '', index }) => {
    const start = index + found.indexOf(name)
    const surname = surnameOf(name)
    const isName =
      surname !== null &&
      isPlainSurname(surname) &&
      !FUNCTION_WORD.test(name) &&
      name.length <= surname.length + 2
    const mention = unknown(text, start, start + name.length)
    return isName && !known.some((one) => overlaps(one, mention)) ? [mention] : []
  })

/** 李志强李主任 is one doctor. */
const isOneOf = (partly: DoctorMention, full: DoctorMention[]): boolean =>
  !partly.isFull && full.some(({ keys }) => keys.every((key) => partly.keys.includes(key)))

/** Finds doctors in a compact text: full names, misspelt ones, surnames with a title, and named doctors whom nobody knows. `taken`: departments. */
export const createDoctorFinder = ({
  doctors,
}: Lexicon): ((text: string, taken: Mention[]) => DoctorMention[]) => {
  const index = indexDoctors(doctors)
  return (text, taken) => {
    const full = [...writtenInFull(index, text, taken), ...inLetters(index, text)]
    const given = byGivenNameAlone(index, text).filter(
      (one) => ![...full, ...taken].some((other) => overlaps(one, other)),
    )
    const misspelt = misspeltInFull(index, text, [...full, ...given, ...taken], taken)
    const named = [...full, ...given, ...misspelt]
    const titled = byTitle(index, text, [...named, ...taken])
    const surnamed = bySurname(index, text, [...named, ...titled], taken)
    const strangers = bookedStrangers(text, [...named, ...titled, ...taken])
    const partly = [...titled, ...surnamed].filter((mention) => !isOneOf(mention, full))
    return [...named, ...partly, ...strangers].sort((a, b) => a.start - b.start)
  }
}
