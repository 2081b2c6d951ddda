import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'

interface Respellings {
  /** `from=to` pairs, separated by `;` or a single space between pairs of Chinese words. */
  dialect: string
  /** Words that hold a dialect character and stay as they are. */
  kept: string
  typos: string
}

const { dialect, kept, typos } = JSON.parse(
  readFileSync(projectFile('nlu', 'corpus', 'respellings.json'), 'utf8'),
) as Respellings

// A pair may hold a space inside (gua hao=挂号): a pair ends where its right side does.
const pairs = [...`${dialect} ${typos}`.matchAll(/\s*([^=]+)=(\S+)/g)].map(
  ([, from = '', to = '']) => [from, to] as const,
)
const table = new Map<string, string>([...kept.split(' ').map((word) => [word, word] as const), ...pairs])

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const longestFirst = [...table.keys()].sort((a, b) => b.length - a.length)
const respelled = new RegExp(longestFirst.map(escape).join('|'), 'g')

/** The text in the words of the corpus: lower case, dialect and common misspellings as the standard word. */
export const respell = (text: string): string =>
  text.toLowerCase().replace(respelled, (found) => table.get(found) ?? found)
