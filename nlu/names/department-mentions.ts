import type { Lexicon } from '../../domain/lexicon.ts'
import { type Surface, surfacesOf } from './department-surfaces.ts'
import type { Mention } from './mention.ts'
import { soundOf, spellingsOf } from './syllables.ts'

export interface DepartmentMention extends Mention {
  isFacility: boolean
}

const CUE_BEFORE =
  /(?:^|[,。!?;:.、]|挂|约|预约|看|看看|转|转到|去|到|找|换|换成|改|改成|选|订|要|在|来|上|科室|问问|咨询|[去在到]哪里?儿?|哪里|哪儿|还是|或者|和|跟)(?:一下|一个|个|下|的|了)?$/
const FOLLOW =
  /^(?:$|[,。!?;:.、]|的?号|科|门诊|的$|的[,。!?科号医大专门]|那边|那里|那个科|医生|大夫|专家|主任|教授|护士|吧|吗|呢|啊|在哪|在几|怎么走|几楼|上班|今天|明天|后天|下周|周|可以|有号|还有|行不行)/
const STRICT_FOLLOW =
  /^(?:$|[,。!?;:.、]+$|的?号|科室?|门诊|的?(?:医生|大夫|专家)|那边|那里|吧$|在哪|在几|怎么走|几楼|去哪|的地方)/
const BOUNDARY =
  /^(?:$|[,。!?;:.、]|的|号|吧|吗|呢|在|怎么|几|有|今|明|后|下|周|医生|大夫|专家|门诊|看|挂|约|预约|转|还|人|开|里|那边|那里|这边|咋|排|收|拔|做|贵|能|可|好|晚|早|夜|上|主任|护士|啥|什么|现在|门口|往|搬)/
const ELSEWHERE_AFTER = /^(?:专科)?医院|^院/
/** 心血管外科 is not 心血管 … */
const OTHER_SPECIALTY_AFTER = /^外(?:科|$)/
/** No message names more; a flood of names is not read to its end. */
const MOST_MENTIONS = 40
const LONGEST_FOR_TYPOS = 120

const isWeakHere = (text: string, start: number, end: number): boolean => {
  const before = text.slice(Math.max(0, start - 4), start)
  const after = text.slice(end, end + 5)
  return /^$|[,。!?;:.、]$/.test(before)
    ? STRICT_FOLLOW.test(after)
    : CUE_BEFORE.test(before) && FOLLOW.test(after)
}

const isGenericHere = (text: string, start: number): boolean =>
  start === 0 || /(?:[^\p{Script=Han}]|[挂看约去到转的个在找是有来下楼让做])$/u.test(text.slice(0, start))

const fits = (text: string, surface: Surface, start: number): boolean => {
  const end = start + surface.words.length
  if (ELSEWHERE_AFTER.test(text.slice(end, end + 4))) return false
  if (OTHER_SPECIALTY_AFTER.test(text.slice(end, end + 2)) && !surface.words.includes('外')) return false
  if (surface.isGeneric && !isGenericHere(text, start)) return false
  return !surface.isWeak || isWeakHere(text, start, end)
}

const mention = (surface: Surface, start: number, end: number): DepartmentMention => ({
  keys: surface.keys,
  start,
  end,
  isFacility: surface.isFacility,
})

const groupBy = <T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

const exactFinder = (surfaces: Surface[]) => {
  const byFirst = groupBy(surfaces, ({ words }) => words.charAt(0))
  return (text: string): DepartmentMention[] => {
    const found: DepartmentMention[] = []
    for (let i = 0; i < text.length && found.length < MOST_MENTIONS; ) {
      const surface = byFirst
        .get(text.charAt(i))
        ?.find((one) => text.startsWith(one.words, i) && fits(text, one, i))
      if (surface) found.push(mention(surface, i, i + surface.words.length))
      i += surface?.words.length ?? 1
    }
    return found
  }
}

const sameCharacters = (a: string, b: string): number =>
  Array.from(a).filter((c, i) => b.charAt(i) === c).length

/** 骨刻 for 骨科 is believed only where a department is expected, 神经内颗 wherever most characters agree. */
const NOT_A_SLIP = /[哪几各那这本某每啥是]/

const isCredibleHomophone = (text: string, surface: Surface, start: number): boolean => {
  const { length } = surface.words
  const end = start + length
  const same = sameCharacters(surface.words, text.slice(start, end))
  const after = text.slice(end, end + 4)
  if (NOT_A_SLIP.test(text.slice(start, end))) return false
  if (length === 2)
    return (
      same === 1 &&
      /[科室]$/.test(surface.words) &&
      CUE_BEFORE.test(text.slice(Math.max(0, start - 4), start)) &&
      BOUNDARY.test(after)
    )
  const isEnding =
    same >= 1 && /[科室处]$/.test(surface.words) && surface.words.at(-1) === text.charAt(end - 1)
  const isCued = CUE_BEFORE.test(text.slice(Math.max(0, start - 4), start)) && BOUNDARY.test(after)
  if (isEnding && isCued) return same < length
  const isSentence =
    /[可是时事使出除方放]/.test(text.charAt(end - 1)) && surface.words.at(-1) !== text.charAt(end - 1)
  return same < length && same >= Math.ceil(length / 2) && !(isSentence && !BOUNDARY.test(after))
}

/** How many syllables names have, by the first one and the second, the most first. */
const lengthsByBeginning = (spellings: Iterable<string>): Map<string, Map<string, number[]>> => {
  const lengths = new Map<string, Map<string, number[]>>()
  for (const spelling of spellings) {
    const sounds = spelling.split(' ')
    const [first = '', second = ''] = sounds
    const bySecond = lengths.get(first) ?? new Map<string, number[]>()
    const known = new Set([...(bySecond.get(second) ?? []), sounds.length])
    lengths.set(first, bySecond)
    bySecond.set(
      second,
      [...known].sort((a, b) => b - a),
    )
  }
  return lengths
}

const soundsIn = (text: string): string[] => {
  const sounds: string[] = []
  for (let i = 0; i < text.length; i++) sounds.push(soundOf(text.charAt(i)))
  return sounds
}

const homophoneFinder = (surfaces: Surface[]) => {
  const han = surfaces.filter(({ words, isWeak }) => !isWeak && /^\p{Script=Han}{2,8}$/u.test(words))
  const bySound = new Map<string, Surface[]>()
  for (const surface of han)
    for (const sounds of spellingsOf(surface.words)) {
      const key = sounds.join(' ')
      bySound.set(key, [...(bySound.get(key) ?? []), surface])
    }
  const lengths = lengthsByBeginning(bySound.keys())
  return (text: string): DepartmentMention[] => {
    const sounds = soundsIn(text)
    const found: DepartmentMention[] = []
    for (let i = 0; i < text.length && found.length < MOST_MENTIONS; i++) {
      const known = lengths.get(sounds[i] ?? '')?.get(sounds[i + 1] ?? '')
      for (const length of known ?? []) {
        if (length > text.length - i) continue
        const surface = bySound
          .get(sounds.slice(i, i + length).join(' '))
          ?.find((one) => isCredibleHomophone(text, one, i))
        if (!surface) continue
        found.push(mention(surface, i, i + length))
        i += length - 1
        break
      }
    }
    return found
  }
}

const withoutOne = (word: string): string[] =>
  Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))

/** 心血管外科 is no slip for 心血管内科. */
const swapsSpecialty = (said: string, meant: string): boolean =>
  Array.from('内外妇儿男女').some((c) => said.includes(c) && !meant.includes(c))

/** Three characters beside the ending; shorter ones are too near to other words (中午门诊). */
const LONG_ENOUGH = /^\p{Script=Han}{3,6}(?:科|室|处|门诊|中心)$/u

const ENDINGS = '科室处心诊房'
const HAS_ENDING = new RegExp(`[${ENDINGS}]`)

const slipFinder = (surfaces: Surface[]) => {
  const long = surfaces.filter(({ words, isWeak }) => !isWeak && LONG_ENOUGH.test(words))
  const byRest = new Map<string, Surface[]>()
  for (const surface of long)
    for (const rest of new Set([surface.words, ...withoutOne(surface.words)]))
      byRest.set(rest, [...(byRest.get(rest) ?? []), surface])
  const meantBy = (said: string): Surface[] =>
    [said, ...withoutOne(said)]
      .flatMap((rest) => byRest.get(rest) ?? [])
      .filter(({ words }) => !swapsSpecialty(said, words) && Math.abs(words.length - said.length) <= 1)
  return (text: string): DepartmentMention[] => {
    if (text.length > LONGEST_FOR_TYPOS || !HAS_ENDING.test(text)) return []
    for (let i = 0; i < text.length; i++)
      for (let length = Math.min(8, text.length - i); length >= 3; length--) {
        if (!ENDINGS.includes(text.charAt(i + length - 1))) continue
        const said = text.slice(i, i + length)
        const meant = meantBy(said).filter(
          ({ words }) => words.charAt(0) === said.charAt(0) || words.length > 4,
        )
        const surface = meant[0]
        const isOne = surface && meant.every(({ keys }) => keys.join() === surface.keys.join())
        if (isOne) return [mention(surface, i, i + length)]
      }
    return []
  }
}

const overlaps = (a: Mention, b: Mention): boolean => a.start < b.end && b.start < a.end

const LOOKS_AFTER = /[睇瞧管治](?=\p{Script=Han}{1,5}(?:的|嘞|嗰))/gu
const OF = /(?<=看\p{Script=Han}{1,5})[嘞嗰]/gu

/** 睇心脏嗰科, 管心脏的科: said as 看心脏的科; letters keep their places. */
const inPlainWords = (text: string): string => text.replace(LOOKS_AFTER, '看').replace(OF, '的')

/** Finds departments in a compact text: by any of their names, else misspelt ones. Names of other hospitals' departments are mentions without keys. */
export const createDepartmentFinder = (lexicon: Lexicon): ((text: string) => DepartmentMention[]) => {
  const surfaces = surfacesOf(lexicon)
  const exact = exactFinder(surfaces)
  const homophones = homophoneFinder(surfaces)
  const slips = slipFinder(surfaces)
  return (said) => {
    const text = inPlainWords(said)
    const written = exact(text)
    const heard = homophones(text).filter((one) => !written.some((other) => overlaps(one, other)))
    const found = [...written, ...heard].sort((a, b) => a.start - b.start)
    return found.length > 0 ? found : slips(text)
  }
}
