import { Temporal } from 'temporal-polyfill'
import type { Span, When } from '../../domain/understanding.ts'
import { withoutAsides } from './asides.ts'
import { combine } from './combine.ts'
import { readCountedDays, readDays } from './days.ts'
import { finishExpressions, readExpressions, readRanges } from './expressions.ts'
import { followedBy, NEIGHBOURS } from './lexicon.ts'
import { type Mention, readMentions } from './mentions.ts'
import { readExpression } from './moments.ts'
import type { Expression, Node } from './node.ts'
import { remembered } from './remembered.ts'
import { writeOut } from './shared-marks.ts'
import { readTerms } from './terms.ts'
import { tokenise } from './tokenise.ts'
import { isToldAsPast } from './told-as-past.ts'

/** Circumstances of the words. */
export interface WhenContext {
  /** Hospital-local reference time, `YYYY-MM-DDTHH:MM[:SS]`. */
  at: string
  /** The date under correction, `YYYY-MM-DD`: a bare weekday keeps its week. */
  about?: string
  /** Whether the words are told as past; read off the sentence where absent. */
  past?: boolean
  /** Whether bare hours are a clinic's (3点 is 15:00); true where absent. */
  clinic?: boolean
}

const STAGES = [readTerms, readDays, readCountedDays, readExpressions, readRanges, finishExpressions]

/** Tokens of which alone no time is made. */
const TELLS_NO_TIME = new Set([
  'other',
  'blocked',
  'filler',
  'soft',
  'hard',
  'ok',
  'question',
  'cannot',
  'or',
])

interface Clock {
  now: Temporal.PlainDateTime
  today: Temporal.PlainDate
}

/** Whole conversations, and all readings of one text, are of the same minute. */
const clockAt = remembered((at): Clock => {
  const now = Temporal.PlainDateTime.from(at)
  return { now, today: now.toPlainDate() }
})

const parseAt = (text: string, { now, today }: Clock): Node[] => {
  const words = tokenise(text)
  if (words.every(({ kind }) => TELLS_NO_TIME.has(kind))) return []
  const isCount = (end: number) => followedBy(text, end, NEIGHBOURS.notAfterCount)
  const isMeasured = (start: number) => /[度岁床楼第米斤块元%./]/.test(text.charAt(start - 1))
  const tokens = writeOut(words, isCount, isMeasured).filter(
    ({ kind, word }) => !(kind === 'filler' && word === ' '),
  )
  return STAGES.reduce((nodes, read) => read(nodes, { text, now, today }), tokens)
}

/** A text taken apart, and what was read in it so far. */
interface Parsed {
  text: string
  clock: Clock
  nodes: readonly Node[]
  mentions: Mention[]
  toldAsPast?: boolean
  readings: Map<string, When | null>
}

let last: Parsed | undefined

/** As `parseAt`; one sentence is read in several ways, one after the other. */
const parse = (text: string, clock: Clock): Parsed => {
  if (last?.text === text && last.clock === clock) return last
  const nodes = parseAt(text, clock)
  const mentions = nodes.length === 0 ? [] : readMentions(nodes, text)
  last = { text, clock, nodes, mentions, readings: new Map() }
  return last
}

const SAID_ALONE = new Set(['now', 'filler', 'soft', 'hard', 'ok', 'asap'])

/** 现在 as the whole answer means this minute; within a sentence it hardly ever means a time. */
const isJustNow = (nodes: readonly Node[]): boolean =>
  nodes.some(({ kind }) => kind === 'now') && nodes.every(({ kind }) => SAID_ALONE.has(kind))

const rightNow = (now: Temporal.PlainDateTime): When => ({
  date: now.toPlainDate().toString(),
  time: now.toPlainTime().toString({ smallestUnit: 'minute' }),
})

const spansOf = (nodes: readonly Node[]): Span[] =>
  nodes.flatMap(({ kind, start, end }) => (kind === 'moment' ? [{ start, end }] : []))

/** Whether an expression can only mean the future (明天, 下周三), however the sentence is told. */
const isAhead = (expression: Expression, now: Temporal.PlainDateTime, today: Temporal.PlainDate): boolean => {
  if (!expression.day) return false
  const reading = readExpression(expression, { today, past: true }, now, true)
  if (!reading || reading === 'impossible' || reading.ask) return false
  return reading.moments.every(({ date }) => date !== null && date > today.toString())
}

/** Whether the sentence itself is told as past, and none of its times lies ahead. */
const isPast = ({ text, mentions, clock: { now, today } }: Parsed): boolean =>
  isToldAsPast(text, mentions) && !mentions.some(({ expression }) => isAhead(expression, now, today))

const readingOf = (
  parsed: Parsed,
  past: boolean,
  about: string | undefined,
  clinic: boolean,
): When | null => {
  const key = `${past} ${clinic} ${about ?? ''}`
  const known = parsed.readings.get(key)
  if (known !== undefined) return known
  const { mentions, nodes, clock } = parsed
  const { now, today } = clock
  const view = { today, past, ...(about ? { about: Temporal.PlainDate.from(about) } : {}) }
  const when = combine(
    mentions,
    { now, view, clinic },
    nodes.some(({ kind }) => kind === 'asap'),
  )
  parsed.readings.set(key, when)
  return when
}

/**
 * Reads the time a patient speaks of, by the conventions of the date grammar (weeks run Monday–Sunday, 下周三 is next calendar
 * week's, bare hours are a clinic's). `said` is normalised. What is ambiguous or impossible comes back as `candidates` or
 * `impossible` with `date` null, never as a guess. `spans` are all mentions of times, those not meant included. Never throws.
 */
export const readWhen = (said: string, context: WhenContext): { when: When | null; spans: Span[] } => {
  const text = withoutAsides(said)
  const clock = clockAt(context.at)
  const parsed = parse(text, clock)
  const { nodes } = parsed
  if (nodes.length === 0) return { when: null, spans: [] }
  if (isJustNow(nodes)) return { when: rightNow(clock.now), spans: [] }
  const past = context.past ?? (parsed.toldAsPast ??= isPast(parsed))
  return {
    when: readingOf(parsed, past, context.about, context.clinic ?? true),
    spans: spansOf(nodes),
  }
}
