import { readFileSync } from 'node:fs'
import { projectFile } from '../domain/project-root.ts'

const entries = Object.entries(
  JSON.parse(readFileSync(projectFile('nlu', 'corpus', 'english.json'), 'utf8')) as Record<string, string>,
).flatMap(([chinese, list]) => list.split('|').map((english) => [english, chinese] as const))

const chineseFor = new Map(entries)
const longestFirst = [...chineseFor.keys()].sort((a, b) => b.length - a.length)
const TERM = new RegExp(`(?<![a-z'])(?:${longestFirst.join('|')})(?![a-z'])`, 'gi')
const SOME_ENGLISH = /[a-z]{3}/i
const HAN = /\p{Script=Han}/u

/** A message in English with the terms that the readers know in Chinese only put into Chinese; any other message as it is. */
export const withChineseTerms = (text: string): string =>
  SOME_ENGLISH.test(text) && !HAN.test(text)
    ? text.replace(TERM, (term) => chineseFor.get(term.toLowerCase()) ?? term)
    : text
