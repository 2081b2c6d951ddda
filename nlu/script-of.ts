import { readFileSync } from 'node:fs'
import { projectFile } from '../domain/project-root.ts'
import type { Script } from '../domain/script.ts'
import { readPatientName } from './names/patient-name.ts'
import { surnameOf } from './names/surnames.ts'
import { normalise } from './normalise.ts'

const { simplified, shared } = JSON.parse(readFileSync(projectFile('nlu', 'traditional.json'), 'utf8')) as {
  simplified: string
  shared: Record<string, string>
}

/** Traditional texts have these as well (台, 里, 后), so they tell nothing. */
const BOTH = new Set([
  ...Object.values(shared),
  ...'台里后面干只几云余了于征系复曲松谷丑斗准卷姜致赞朱升吁郁咸',
])
const ONLY_SIMPLIFIED = new Set([...simplified].filter((c) => !BOTH.has(c)))

/** Words without which hardly an English sentence is made; a name or pinyin has none of them. */
const ENGLISH =
  /\b(?:i|i'm|i'd|i've|my|me|we|you|your|the|an?|is|are|was|am|do|does|did|can|could|would|want|need|like|please|to|for|with|of|in|on|at|when|where|what|which|how|who|have|has|not|book|cancel|change|see|make|help|it|this|that|there)\b/i

const ASKS_FOR_ENGLISH = /\b(?:in|speak) english\b|^english(?:,? please)?[.!?]?$|[说講讲用]英[语文語]/i

const MIN_WORDS = 3
const MIN_HAN = 4
const MIN_TRADITIONAL = 2
const MIN_SIMPLIFIED = 2

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** The words without the writer's own name: it may be written otherwise than the rest. */
const withoutName = (raw: string, question: string | undefined): string => {
  const { text } = normalise(raw)
  const name = readPatientName(text, question)
  if (!name || text.length !== raw.length) return name ? '' : raw
  return raw.slice(0, name.start) + raw.slice(name.end)
}

/** 陳大文 by itself may be a name as well as words. */
const maybeName = (said: string): boolean => {
  const { text } = normalise(said)
  return /^\p{Script=Han}{2,4}$/u.test(text) && text[0] !== text[1] && surnameOf(text) !== null
}

const chineseOf = (said: string, han: number, current: Script): Script | null => {
  if (normalise(said).traditional) return han >= MIN_TRADITIONAL && !maybeName(said) ? 'zh-TW' : null
  if (current === 'en' && han >= MIN_HAN) return 'zh-CN'
  const marks = Array.from(said).filter((c) => ONLY_SIMPLIFIED.has(c)).length
  return han >= MIN_HAN && marks >= MIN_SIMPLIFIED ? 'zh-CN' : null
}

/**
 * The script of a clear sentence; null where a message tells nothing of it: a number, a name, an English word or two, a few
 * characters that both scripts have. `question` is the one that is open, `current` the script until now.
 */
export const scriptOf = (raw: string, question?: string, current: Script = 'zh-CN'): Script | null => {
  const said = withoutName(raw.trim(), question)
  const han = count(said, /\p{Script=Han}/gu)
  const words = count(said, /[a-z][a-z'’]*/gi)
  if (ASKS_FOR_ENGLISH.test(said)) return 'en'
  if (words >= MIN_WORDS && words > han && ENGLISH.test(said)) return 'en'
  return han === 0 ? null : chineseOf(said, han, current)
}
