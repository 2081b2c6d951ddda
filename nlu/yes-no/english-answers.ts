import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import type { YesNo } from '../../domain/understanding.ts'

type RuleData = [answer: YesNo, pattern: string][]
type Rule = readonly [answer: YesNo, pattern: RegExp]

const data = JSON.parse(readFileSync(projectFile('nlu', 'yes-no', 'english.json'), 'utf8')) as {
  general: RuleData
  questions: Record<string, RuleData>
}
const compile = (rules: RuleData): Rule[] =>
  rules.map(([answer, pattern]) => [answer, new RegExp(pattern, 'u')] as const)

const GENERAL = compile(data.general)
const QUESTIONS = new Map(Object.entries(data.questions).map(([name, rules]) => [name, compile(rules)]))

const ENGLISH = /^[^\p{Script=Han}]*[a-z]/u
const HAN = /\p{Script=Han}+/gu
const CLAUSE = /[,.;!\n]+|\bbut\b/u
const ASKS =
  /\?|^(?:so |and |ok )?(?:what|where|when|how|who|whom|which|is|are|do you|does|can i|can you|could|may i|should)\b/u
const LEAD =
  /^(?:(?:oh|well|um+|uh|sorry|hi|hello|hey|and|so(?! so)|please|actually|just|thanks|thank you)\s+)+(?=\S)/u

/** True of an answer in English: Latin words, and no Chinese but the terms that were put in their place. */
export const isEnglishAnswer = (text: string): boolean =>
  ENGLISH.test(text) && (text.match(HAN)?.length ?? 0) <= 2 && !/[的了吗吧我你不没是]/u.test(text)

const readClause = (clause: string, rules: readonly Rule[]): YesNo[] => {
  const said = clause.replaceAll('-', ' ').replace(/\s+/gu, ' ').trim().replace(LEAD, '')
  if (said === '' || ASKS.test(said)) return []
  const rule = [...rules, ...GENERAL].find(([, pattern]) => pattern.test(said))
  return rule ? [rule[0]] : []
}

/** English is written in words; ok, no and mei alone are Chinese chat as well. */
export const hasSeveralWords = (text: string): boolean => /[a-z]\s+\S*[a-z]/u.test(text)

/** What each clause of an English text answers to `question`; nothing for clauses that are no answers. `text` is in small letters, without apostrophes. */
export const readEnglishAnswers = (text: string, question: string): YesNo[] =>
  text
    .replace(/\?/gu, '?\n')
    .split(CLAUSE)
    .flatMap((clause) => readClause(clause, QUESTIONS.get(question) ?? []))
