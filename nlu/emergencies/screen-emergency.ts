import type { Emergency, Span } from '../../domain/understanding.ts'
import { type Page, type Phrases, struckOut } from '../phrases/compile-phrases.ts'
import { sift } from '../phrases/sift.ts'
import { asMeant } from './as-meant.ts'
import { type Certainty, emergencyRules, type Rule } from './rules.ts'
import { soundsHarmless, soundsLikeDanger } from './sounds-like-danger.ts'

const { open, idioms, frames, chronic, knowledge, resolved, slight, mild, rules } = emergencyRules

/** Where rules stand that have a sign on a list. */
const placesByList = new Map<number, number[]>()
rules.forEach(({ signs, together }, place) => {
  for (const { list } of [...signs.map(({ phrases }) => phrases), ...together.flat()])
    placesByList.set(list, [...(placesByList.get(list) ?? []), place])
})

/** Up to this length full stops do not part what belongs together (心口疼。直冒汗。). */
const SHORT_MESSAGE = 60

/** Telephone, identity and booking numbers and dates tell of nothing. */
const STRESS = sift(/[!~]|\.{3,}/g)
/** The no of Shanghai (透勿过气), the done of Henan, Sichuan and Hunan (不中嘞). */
const NO = sift(/[勿弗]/g)
const DONE = sift(/[嘞咧喽啰]|咯(?!血)/g)

const LONG_NUMBER = sift(/\d(?:[\s-]?\d){4,}x?/g)

const NEGATED =
  /(?:没有?|无|未|并非|(?<!是)不是|否认|(?<!会)不会|不算|冇|唔系|不再|不至于)(?:再|出现|发生|过|什么|明显|任何|感觉|要|想要|真的?)*$|(?:没有?|无|否认|未见)[^,。]{0,12}[、/和或及][^,。、]{0,6}$/

const TOLD_AS_ONCE =
  /^的?病史|^(?:那年|那回|那次)|^了?过(?!来|去|敏|程|度|量|后)|^[了吗]*\?\s*(?:没有|没|不是)|^[^,。]{0,6}(?:是|都是|那是|还是)(?:去年|以前|上次|上个月|很久|好久|几年前|小时候)|^[^。]{0,8}(?:去年|前年|上个?[周月]|上星期|上礼拜|以前|前几天|前阵子|小时候|[\d一二两三四五六七八九十几好多]+(?:天|周|个?月|年)前)的事|^[^,。]{0,3}[\d一二两三四五六七八九十几多好]+(?:个?月|年)(?:以|之)?前(?:就|才)?(?:有|得|犯|发作?|抽|来|出现|发生)过/

/** A state that was not told to have ended. */
const STILL = /叫不|喊不|没反应|不醒|没醒|白沫/

/** Told after a sign: what was asked about or supposed is there now. */
const NOW_SO =
  /^[^。]{0,30}(?:现在|这会儿?|此刻|目前|而家|已经|正在)(?:人|他|她|我)?(?:也|就|又|还|都|正|已经)*(?:一直|还在|不停|在|就是|是|开始|又)?(?:这样|这么|流|吐|喘|疼|痛|抽|晕|出血|咳|拉|烧|有|没|说不|动不|叫不|昏|麻|歪|冒|紫)(?!过|吗|怎么)/

/** Told after that it was over: it is not. */
const WORSE_AGAIN =
  /^[,。 ]?(?:但是?|可是?|不过|结果|谁知|没想到)[^。]{0,6}(?:现在|今天|刚刚?|又|还|这会儿?)[^。]{0,6}(?:喘|疼|痛|晕|昏|吐|麻|抽|流|咳|叫不|迷糊|紫|没力|烧)/

/** Yesterday's trouble in a complaint. */
const COMPLAINS = /投诉|态度|反映|不理|不管|差评|赔偿|讨个?说法/

const PLEA = /^[^。]{0,16}(?:快[来救]|救救|救命|没人管|还在(?:地上|抽|流))/

const PAST_BEARING = /汗|要命|受不了|不行|死去活来|打滚|喘不|说不出|厉害/

const around = (text: string, at: number, border: RegExp): Span => {
  let start = at
  while (start > 0 && !border.test(text[start - 1] ?? '')) start -= 1
  let end = at
  while (end < text.length && !border.test(text[end] ?? '')) end += 1
  return { start, end }
}

type Story = 'past' | 'recent' | 'supposed' | 'strangers' | 'animals'
const STORIES: readonly Story[] = ['past', 'recent', 'supposed', 'strangers', 'animals']

/** Words of the present that a supposition has, too (要是又喘不上气). */
const AGAIN = /又|再次|今[天晚早儿]|马上|赶紧|立刻/g
/** Somebody of the writer's own, in a clause of their own. */
const OWN_PERSON =
  /[, ](?:我|俺|咱|阿拉|阿)(?!们|家(?:狗|猫))|[, ](?:老公|老婆|老伴|老爸|老妈|爸爸|妈妈|爷爷|奶奶|孩子|宝宝|娃)/
/** A human being, where an animal was spoken of. */
const HUMAN =
  /我(?!家|们|的[猫狗])|俺|爸|妈|爷|奶(?!猫|狗)|孩子|宝宝|娃|老人|人|儿子|女儿|老公|老婆|[他她](?!们)/

/** Whether what is told since a marker is no longer of its story. */
const leaves = (story: Story, since: string): boolean => {
  if (story === 'animals') return HUMAN.test(since)
  if (story === 'strangers' && OWN_PERSON.test(since)) return true
  const clause = since.search(/[, ]/)
  const sameClause = clause < 0 ? since : since.slice(0, clause)
  const certain =
    story === 'supposed' ? sameClause.replace(AGAIN, '※') + since.slice(sameClause.length) : since
  return frames.present.isIn(certain)
}

/** The story a sign belongs to: opened by the last marker before it, closed by a word of the present. */
const storyOf = (before: string): Story | null => {
  const page = open(before)
  const opened = STORIES.flatMap((story) => frames[story].spans(page).map((span) => ({ story, ...span })))
    .sort((a, b) => a.end - b.end)
    .at(-1)
  const clause = before.slice(Math.max(before.lastIndexOf(','), before.lastIndexOf(' ')) + 1)
  if (!opened) {
    const over = frames.history.spans(clause).at(-1)
    return over && !frames.present.isIn(clause.slice(over.end)) ? 'past' : null
  }
  const since = before.slice(opened.end)
  if (leaves(opened.story, since)) return null
  if (opened.story === 'animals') return opened.story
  const laterClauses = since.search(/[, ]/)
  if (laterClauses < 0) return opened.story
  const closed =
    frames.sudden.isIn(since.slice(laterClauses)) ||
    frames.history.isIn(before.slice(0, opened.end + laterClauses))
  return closed ? null : opened.story
}

interface Message {
  /** As matched: idioms blanked, full stops of short messages softened. */
  text: string
  /** `text` as the rules look things up in it. */
  page: Page
  /** The same length, with its full stops. */
  written: string
  /** Where it is last said to be over. */
  resolvedUntil: number
  /** Where signs stand that were looked for already. */
  found: Map<Phrases, readonly Span[]>
}

const prepare = (raw: string): Message => {
  const calm = STRESS.replace(asMeant(raw.toLowerCase()), (mark) => ','.repeat(mark.length))
  const standard = DONE.replace(NO.replace(calm, '不'), '了')
  const lower = LONG_NUMBER.replace(standard, (number) => '※'.repeat(number.length))
  const lowerPage = open(lower)
  const written = struckOut(lowerPage, idioms, '※')
  const writtenPage = written === lower ? lowerPage : open(written)
  const text = written.length <= SHORT_MESSAGE ? written.replaceAll('。', ',') : written
  const page = text === written ? writtenPage : open(text)
  const over = resolved.spans(writtenPage).filter(({ end }) => !WORSE_AGAIN.test(written.slice(end)))
  const resolvedUntil = Math.max(-1, ...over.map((span) => span.end))
  return { text, page, written, resolvedUntil, found: new Map() }
}

/** Signs so grave that a question in another clause does not take them back. */
const GOES_ON =
  /汗|要命|要死|受不了|不行了|打滚|喘不|喘得|说不出|说不清|厉害|突然|忽然|一下子|叫不|喊不|止不住|发紫|紫了|发黑|抽起来|白沫|大口血|全是血|得(?:直|要|像|不)|肿得|倒(?:地|在|下)|动不了|不能动|抬不起|断了|切断|黑便|胡话|没知觉|没反应|站不住|头晕恶心|不省人事|不敢动|歪了|破了|迷糊|晕过去|农药|安眠药|整瓶|胎动|绞痛|水泡|都是泡|发紧|没停|呼吸越来越|没了?(?:呼吸|心跳|气)|咬了|(?<!脑)(?:吐|流|拉|咳|便|出)了?[^,。]{0,4}血/

/** Whether the sentence asks to be taught, is about papers, or tells of something that has gone on for long. */
const isAsked = ({ text }: Message, sign: Span, told: string): boolean => {
  if (frames.present.isIn(told)) return false
  if (chronic.isIn(told)) return true
  if (!knowledge.isIn(told)) return false
  const clause = around(text, sign.start, /[,。!?;\n ]/)
  const within = text.slice(clause.start, Math.max(clause.end, sign.end))
  return knowledge.isIn(within) || !GOES_ON.test(within)
}

const heldBack = (message: Message, rule: Rule, sign: Span, certainty: Certainty): boolean => {
  const { text, written } = message
  const clause = around(text, sign.start, /[,。!?;\n ]/)
  if (NEGATED.test(text.slice(clause.start, sign.start))) return true
  if (message.resolvedUntil >= sign.end) return true
  const sentence = around(written, sign.start, /[。?;\n]/)
  const told = written.slice(sentence.start, sentence.end)
  const story = storyOf(written.slice(sentence.start, sign.end))
  if (certainty === 'always')
    return story === 'strangers' && !text.slice(clause.start, sign.end).includes('我')
  const after = written.slice(sign.end, sentence.end)
  if (goesOn(story, after)) return certainty === 'likely' && slight.isIn(told)
  const isOver =
    story !== 'recent' ||
    ((rule.yesterdayIsPast || COMPLAINS.test(told)) && !STILL.test(text.slice(sign.start, clause.end)))
  if (story !== null && isOver) return true
  if (TOLD_AS_ONCE.test(text.slice(sign.end))) return true
  if (isAsked(message, sign, told)) return true
  if (certainty === 'likely') return slight.isIn(told)
  return (
    mild.isIn(text.slice(clause.start, sign.end)) && !PAST_BEARING.test(text.slice(sign.start, clause.end))
  )
}

/** Whether what stands behind a sign says that it is no story. */
const goesOn = (story: Story | null, after: string): boolean =>
  ((story === 'supposed' || story === 'strangers') && NOW_SO.test(after)) ||
  (story === 'strangers' && PLEA.test(after))

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

const spansIn = (message: Message, phrases: Phrases): readonly Span[] => {
  const known = message.found.get(phrases)
  if (known) return known
  const spans = phrases.spans(message.page)
  message.found.set(phrases, spans)
  return spans
}

/** Where phrases stand that neither an exception of the rule nor the story takes back. */
const standing = (message: Message, rule: Rule, phrases: Phrases, certainty: Certainty): Span[] =>
  spansIn(message, phrases).filter(
    (sign) =>
      !spansIn(message, rule.unless).some((exception) => overlaps(sign, exception)) &&
      !heldBack(message, rule, sign, certainty),
  )

/** Signs farther apart belong to two stories. */
const REACH = 40

const belongTogether = (text: string, a: Span, b: Span): boolean => {
  const [first, second] = a.start < b.start ? [a, b] : [b, a]
  if (first.end > second.start || second.start - first.end > REACH) return false
  return !/[。;\n]/.test(text.slice(first.end, second.start))
}

const areTogether = (message: Message, rule: Rule, signs: readonly Phrases[]): boolean => {
  if (signs.some((sign) => spansIn(message, sign).length === 0)) return false
  const [first = [], ...others] = signs.map((sign) => standing(message, rule, sign, 'severe'))
  return first.some((one) =>
    others.every((spans) => spans.some((other) => belongTogether(message.text, one, other))),
  )
}

const tells = (message: Message, rule: Rule): boolean =>
  rule.signs.some(({ certainty, phrases }) => standing(message, rule, phrases, certainty).length > 0) ||
  rule.together.some((signs) => areTogether(message, rule, signs))

/** The rules of which a sign may be in the text, in their order. */
const rulesOn = ({ candidates }: Page): Rule[] => {
  const places = new Set<number>()
  for (const list of candidates.keys()) for (const place of placesByList.get(list) ?? []) places.add(place)
  return places.size === 0 ? [] : rules.filter((_, place) => places.has(place))
}

/** What no rule names and is told in the words of those in danger. */
const ALIKE: Emergency = { rule: 'alike', text: 'emergency-danger' }

/** Whether nothing in the message has been weighed by a rule and taken back, and it is no story, question or complaint. */
const isOpen = (message: Message, candidates: Rule[]): boolean =>
  message.resolvedUntil < 0 &&
  storyOf(message.text) === null &&
  !knowledge.isIn(message.text) &&
  !COMPLAINS.test(message.text) &&
  !candidates.some(({ signs }) => signs.some(({ phrases }) => spansIn(message, phrases).length > 0))

/**
 * The first emergency that a normalised message tells of (danger now to life, limb, sight or pregnancy, of the writer
 * or of someone with them), or null. Source: SD-3.
 */
export const screenEmergency = (text: string): Emergency | null => {
  if (text.trim() === '') return null
  const message = prepare(text)
  const candidates = rulesOn(message.page)
  const isBelieved = ({ toldCalmly }: Rule): boolean => toldCalmly || !soundsHarmless(text)
  const rule = candidates.find((candidate) => tells(message, candidate) && isBelieved(candidate))
  if (rule) return { rule: rule.id, text: `emergency-${rule.id}` }
  return soundsLikeDanger(text) && isOpen(message, candidates) ? ALIKE : null
}
