import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import type { YesNo } from '../../domain/understanding.ts'
import { createSieve } from '../phrases/sieve.ts'
import { sift } from '../phrases/sift.ts'
import { hasSeveralWords, isEnglishAnswer, readEnglishAnswers } from './english-answers.ts'
import { asWholeSounds, likelyAnswer } from './likely-answer.ts'

/**
 * `offer`: a later no overrules a yes. `existence`: any yes is a yes (没有发烧, 就是咳嗽). `fact`: yes and no together are
 * a partial answer. `grade`: a yes with a "but" is a partial answer.
 */
type Kind = 'offer' | 'existence' | 'fact' | 'grade'

type RuleData = [answer: YesNo, pattern: string][]

interface AnswerData {
  /** Tried in order, the first that matches decides the clause; so are those of a question, before these. */
  general: RuleData
  /** Clauses that are none of the three. */
  none: string
  /** Left out where anything else is said. */
  courtesies: string
  fillers: string
  particles: string
  /** A clause that says no in scorn, whatever is asked (约个锤子, 满意才怪). */
  mocking: string
  hedges: string
  conditions: string
  /** A whole clause that makes the answer hang on something (能改期就不取消). */
  conditional: string
  /** A clause that leaves it open whatever else it says (去不去还没定, 行是行). */
  undecided: string
  /** Ways to type an answer wrong, and what is meant (步同意 → 不同意). */
  misspelt: [pattern: string, meant: string][]
  /** Double negations and what they say (不会不来 → 来), tried in order. */
  doubled: [pattern: string, plain: string][]
  /** `none`: clauses that answer this question nothing, being another wish. `whole`: tried first, on all clauses together. */
  questions: Record<string, { kind: Kind; rules: RuleData; none?: string; whole?: RuleData }>
}

interface Rule {
  answer: YesNo
  pattern: RegExp
}

const data = JSON.parse(readFileSync(projectFile('nlu', 'yes-no', 'answers.json'), 'utf8')) as AnswerData
const sourceOf = ({ pattern }: Rule): string => pattern.source
const compile = (rules: RuleData): Rule[] =>
  rules.map(([answer, pattern]) => ({ answer, pattern: new RegExp(pattern, 'u') }))

interface Asked {
  kind: Kind
  rules: Rule[]
  none: RegExp | null
  whole: Rule[]
}

const PLAIN: Asked = { kind: 'offer', rules: [], none: null, whole: [] }

const GENERAL = compile(data.general)
const generalFor = createSieve(GENERAL, sourceOf)
const QUESTIONS = new Map<string, Asked>(
  Object.entries(data.questions).map(([name, { kind, rules, none, whole }]) => [
    name,
    {
      kind,
      rules: compile(rules),
      none: none === undefined ? null : new RegExp(none, 'u'),
      whole: compile(whole ?? []),
    },
  ]),
)
const MOCKING = sift(new RegExp(data.mocking, 'u'))
const NO_ANSWER = sift(new RegExp(data.none, 'u'))
const COURTESIES = sift(new RegExp(data.courtesies, 'gu'))
const FILLER = new RegExp(data.fillers, 'u')
const PARTICLES = new RegExp(data.particles, 'u')
const HEDGE = sift(new RegExp(data.hedges, 'u'))
const CONDITION = sift(new RegExp(data.conditions, 'u'))

const CONDITIONAL = sift(new RegExp(data.conditional, 'u'))
const UNDECIDED = sift(new RegExp(data.undecided, 'u'))
const MISSPELT = data.misspelt.map(([pattern, meant]) => [sift(new RegExp(pattern, 'gu')), meant] as const)
const DOUBLED = data.doubled.map(([pattern, plain]) => [sift(new RegExp(pattern, 'u')), plain] as const)

const LONGEST = 120
const LONGEST_CLAUSE = 40
const CLAUSE = sift(/([^,。.!;:?~…、\s"'“”()]+)([,。.!;:?~…、\s"'“”()]*)/gu)
const ENGLISH_PAIR = sift(
  /\b(no|not|of|got|thats?|its?|i)\s+(?=(?:ok|okay|problem|course|it|fine|good|agree|thanks)\b)/g,
)
const APOSTROPHE = /(?<=[a-z])['’](?=[a-z])/g
/** 要扣钱不, 好伐, 退了没; not 我不, 偏不, 还没. */
const ASKS_PLAINLY =
  /(?<!什|怎)(?:吗|么|(?<![达打大])咩|伐)$|(?<=[^我你您他她俺咱偏就可然对真也都才还点定决必么啥何并从绝倒自死不说是先暂别莫要])不$|(?<=[了有过])没$|\?$/u
const ASKS = sift(
  /(?<!不)([^不])不\1|可不可以|能不能|有没有|为什么(?!不)|(?<![不没])怎么(?!会不|不|都)|几点|多少|(?<!嗯)哪|什么时候|谁|多久/u,
)
/** 哪个都行, 谁来都可以. */
const INDIFFERENT = /^随便|都(?:行|可以|好|成|中|得|要得|一样|没问题|无所谓|没事|没关系)/u

const SKIN_TONE = /\p{Emoji_Modifier}/gu
const EMOJI = /\p{Extended_Pictographic}+/gu

interface Clause {
  text: string
  /** A question answers nothing; one that merely holds a question word may (不确定有没有空). */
  asks: 'plainly' | 'perhaps' | 'no'
}

const clauseOf = (text: string, mark: string): Clause => {
  if (mark.includes('?') || ASKS_PLAINLY.test(text)) return { text, asks: 'plainly' }
  return { text, asks: ASKS.test(text) && !INDIFFERENT.test(text) ? 'perhaps' : 'no' }
}

/** Letters and marks of Chinese and ASCII, among which no emoji is. */
const WITHOUT_EMOJI = /^[\0-\x7f\u3001\u3002\u4e00-\u9fff]*$/

const apartFromEmoji = (text: string): string =>
  WITHOUT_EMOJI.test(text) ? text : text.replace(SKIN_TONE, '').replace(EMOJI, ' $& ')

const withoutCourtesies = (text: string): string => {
  const rest = COURTESIES.replace(text, ' ')
  if (rest === text) return text
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(rest) ? rest : text
}

const clausesOf = (text: string): Clause[] =>
  CLAUSE.all(text).map(({ 1: words = '', 2: mark = '' }) => clauseOf(words, mark))

const MOST_TRIMS = 5

/** The text and what is left of it each time one more part at its edge is taken away. */
const peeled = (text: string, edge: RegExp): string[] => {
  const forms = [text]
  while (forms.length <= MOST_TRIMS) {
    const shorter = (forms.at(-1) ?? '').replace(edge, '')
    if (shorter === '' || shorter === forms.at(-1)) break
    forms.push(shorter)
  }
  return forms
}

/** 转吧转吧 */
const REPEATED = /^(.{2,}?)\1+$/u

/** The clause with and without what people say before and after an answer. */
const trimmings = (clause: string): string[] =>
  peeled(clause.replace(REPEATED, '$1'), FILLER).flatMap((rest) => peeled(rest, PARTICLES))

const firstRule = (rules: readonly Rule[], forms: string[]): YesNo | null =>
  rules.find(({ pattern }) => forms.some((form) => pattern.test(form)))?.answer ?? null

interface ClauseAnswer {
  answer: YesNo
  /** By a rule of the question, not by a general word. */
  isSpecific: boolean
}

const NOT_YET = /^(?:还|都|也|真)?(?:没有?|不|忘了?|忘记了?|未)/u

const NOT_THE_FIRST =
  /(?:来|看|挂)过|老(?:病号|病人|患者)|复诊|复查|第[二三四五六七八九十]次|好几[次回]|不止/u

/** The answer to a question in words of its own that takes up its words: 带了, 没带, 忘带了 to 您带身份证了吗. */
const echo = (forms: string[], question: string): YesNo | null => {
  if (question.includes('第一次') && forms.some((form) => NOT_THE_FIRST.test(form))) return 'no'
  if (forms.some((form) => NOT_YET.test(form) && question.includes(form.replace(NOT_YET, '') || '\u0001')))
    return 'no'
  return forms.some((form) => !NOT_YET.test(form) && question.includes(form)) ? 'yes' : null
}

/** What a double negation says in plain words; 没什么不舒服 as an answer to what there is says no. */
const undoubled = (clause: string, kind: Kind): string =>
  kind === 'existence'
    ? clause
    : DOUBLED.reduce((text, [pattern, plain]) => pattern.replace(text, plain), clause)

const readClause = (
  { text: said, asks }: Clause,
  { kind, rules, none }: Asked,
  question: string,
): ClauseAnswer[] => {
  if (said.length > LONGEST_CLAUSE || asks === 'plainly' || NO_ANSWER.test(said) || none?.test(said))
    return []
  if (kind !== 'existence' && MOCKING.test(said)) return [{ answer: 'no', isSpecific: true }]
  if (kind !== 'existence' && (CONDITIONAL.test(said) || UNDECIDED.test(said)))
    return [{ answer: 'unsure', isSpecific: true }]
  const text = undoubled(said, kind)
  const forms = trimmings(text)
  const specific = rules.length > 0 ? firstRule(rules, forms) : echo(forms, question)
  const answer = specific ?? firstRule(generalFor(text), forms)
  const isSpecific = specific !== null
  // 哪能不约 asks nothing once it is said plainly.
  const mayAsk = asks === 'perhaps' && text === said
  if (answer === null || (mayAsk && (answer === 'yes' || (answer === 'no' && !isSpecific)))) return []
  return [{ answer: answer === 'yes' && HEDGE.test(text) ? 'unsure' : answer, isSpecific }]
}

/** 好的, 都挺好: to what there is, 好的 answers nothing. */
const existenceOf = (said: ClauseAnswer[]): YesNo | null => {
  const specific = said.filter(({ isSpecific }) => isSpecific)
  const counted = (specific.length > 0 ? specific : said).map(({ answer }) => answer)
  return counted.includes('yes') ? 'yes' : (counted.find((answer) => answer === 'no') ?? counted[0] ?? null)
}

const factOf = (answers: YesNo[]): YesNo => {
  const isMixed = answers.includes('yes') && answers.includes('no')
  const last = answers.at(-1) ?? 'unsure'
  return isMixed || (answers.includes('unsure') && last !== 'no') ? 'unsure' : last
}

const combine = (said: ClauseAnswer[], kind: Kind, isConditional: boolean): YesNo | null => {
  const answers = said.map(({ answer }) => answer)
  const has = (answer: YesNo): boolean => answers.includes(answer)
  const [first] = answers
  if (first === undefined) return null
  if (kind === 'existence') return existenceOf(said)
  if (kind === 'fact') return factOf(answers)
  if (has('no')) return first === 'no' && answers.at(-1) === 'yes' ? 'unsure' : 'no'
  if (!has('yes')) return 'unsure'
  return isConditional || (has('unsure') && answers.at(-1) !== 'yes') ? 'unsure' : 'yes'
}

/** A question's own words count most in Chinese; in English a clause has one reading. */
const combineEnglish = (answers: YesNo[], kind: Kind): YesNo | null =>
  combine(
    answers.map((answer) => ({ answer, isSpecific: true })),
    kind,
    false,
  )

const asMeant = (text: string): string =>
  MISSPELT.reduce((written, [pattern, meant]) => pattern.replace(written, meant), text)

/** 没有恶心但是头晕 tells of two things. */
const CONTRAST = /(?<=[^,。])(?:但是?|不过|可是|就是|只是|除了)/gu

/** 算了, 还是约吧: taken back, then wanted after all. */
const AFTER_ALL =
  /(?:还是|那就|不过还是)(?:帮我|给我)?(?:约|去|来|要|换|取消|转|挂|订|匿名|同意)(?:吧|了|呗|一下)*$/

const LATIN = /[a-z]/
const HAN_OR_EMOJI = /[\p{Script=Han}\p{Extended_Pictographic}]+/gu

/** 好的，I can't: a no in English beside a Chinese yes is not overheard. */
const unlessEnglishNo = (answer: YesNo | null, text: string, question: string): YesNo | null =>
  answer === 'yes' &&
  LATIN.test(text) &&
  readEnglishAnswers(text.replace(HAN_OR_EMOJI, ','), question).includes('no')
    ? 'unsure'
    : answer

/** 你觉得呢, 为啥要这个: asks back. */
const ASKS_BACK = /呢$|为[啥什]|[咋啥]|干嘛|能不能|可不可以/u

/** The answer by rules beside the sound of it all; a question answers nothing, and English sounds like nothing here. */
const besideItsSound = (
  { read, said }: { read: YesNo | null; said: ClauseAnswer[] },
  text: string,
  clauses: Clause[],
  question: string | undefined,
): YesNo | null => {
  const saysNo = said.some(({ answer }) => answer === 'no')
  if (read === 'yes' || question === undefined || !QUESTIONS.has(question) || LATIN.test(text)) return read
  if (read !== null) return asWholeSounds(text.trim(), question, read, saysNo)
  const none = QUESTIONS.get(question)?.none
  const isElse = clauses.some(({ text: said }) => NO_ANSWER.test(said) || none?.test(said))
  const answers = clauses.some(({ asks, text: said }) => asks === 'no' && !ASKS_BACK.test(said))
  const heard = answers && !isElse ? likelyAnswer(text.trim(), question) : null
  return heard === 'yes' && clauses.some(({ asks }) => asks !== 'no') ? null : heard
}

/**
 * What the text answers to a yes/no question: `question` is its name in nlu.md or any words (then a plain question).
 * A condition or a partial answer is `unsure`; null where the text is no answer. `text` is normalised.
 */
export const readYesNo = (text: string, question?: string): YesNo | null => {
  if (text.length > LONGEST) return null
  const asked = QUESTIONS.get(question ?? '') ?? PLAIN
  const lower = asMeant(text.toLowerCase().replace(APOSTROPHE, ''))
  if (isEnglishAnswer(lower)) {
    const english = combineEnglish(readEnglishAnswers(lower, question ?? ''), asked.kind)
    if (english !== null || hasSeveralWords(lower)) return english
  }
  const plain = apartFromEmoji(ENGLISH_PAIR.replace(withoutCourtesies(lower), '$1'))
  const parted = asked.kind === 'existence' ? plain.replace(CONTRAST, ',$&') : plain
  const whole = firstRule(asked.whole, [plain.trim()])
  if (whole !== null) return whole
  const clauses = clausesOf(parted)
  const said = clauses.flatMap((clause) => readClause(clause, asked, question ?? ''))
  if (said[0]?.answer === 'no' && AFTER_ALL.test(plain) && said.at(-1)?.answer === 'yes') return 'yes'
  const isConditional = clauses.some((clause) => clause.asks === 'no' && CONDITION.test(clause.text))
  const byRules = unlessEnglishNo(combine(said, asked.kind, isConditional), lower, question ?? '')
  return besideItsSound({ read: byRules, said }, plain, clauses, question)
}
