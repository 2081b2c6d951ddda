/** What we need to know of Fluent's grammar beyond what its runtime tells: it skips what it cannot read without a word. */
import { FluentResource } from '@fluent/bundle'

export type Entry = FluentResource['body'][number]
type Pattern = NonNullable<Entry['value']>
type Element = Exclude<Pattern, string>[number]
type Expression = Exclude<Element, string>

const entryStart = /^(-?[a-zA-Z][\w-]*) *=/
const textKey = /^[a-zA-Z][\w-]*$/

export const isTextKey = (key: string): boolean => textKey.test(key)

/** Messages and terms as the runtime reads them; terms have a `-` before their name. */
export const entriesOf = (source: string): Entry[] => new FluentResource(source).body

const depthAfter = (line: string, depth: number): number => {
  const bare = line.replaceAll(/"(?:\\.|[^"\\])*"/g, '')
  return depth + bare.split('{').length - bare.split('}').length
}

/** Lines of a source with whether each begins outside all braces. */
const linesOf = (source: string): { line: string; outside: boolean }[] => {
  let depth = 0
  return source.split(/\r?\n/).map((line) => {
    if (entryStart.test(line) || line.startsWith('#')) depth = 0
    const outside = depth <= 0
    if (!line.startsWith('#')) depth = depthAfter(line, depth)
    return { line, outside }
  })
}

/** Names of the entries that a source starts, in order, read or not. */
export const startedIn = (source: string): string[] =>
  source.split(/\r?\n/).flatMap((line) => entryStart.exec(line)?.[1] ?? [])

const isUnread = (line: string, inEntry: boolean): boolean => {
  if (line.trim() === '' || line.startsWith('#') || entryStart.test(line)) return false
  return !inEntry || /^\S/.test(line) || /^\s+[[*.]/.test(line)
}

/** Numbers, from 1, of the lines that the runtime would skip: not part of an entry, or cut off by their first character. */
export const unreadLines = (source: string): number[] => {
  let inEntry = false
  return linesOf(source).flatMap(({ line, outside }, i) => {
    if (entryStart.test(line)) inEntry = true
    else if (line.startsWith('#')) inEntry = false
    return outside && isUnread(line, inEntry) ? [i + 1] : []
  })
}

const escapedStart = (line: string): string => line.replace(/^(\s*)([[*.])/, '$1{"$2"}')

/** The Fluent source that gives a key another pattern; lines of plain text may begin with any character. */
export const sourceOfOverride = (key: string, pattern: string): string => {
  const lines = linesOf(pattern.trim().replaceAll(/^/gm, ' '))
  return `${key} =\n${lines.map(({ line, outside }) => `   ${outside ? escapedStart(line) : line}`).join('\n')}\n`
}

const expressionsIn = (pattern: Pattern | null): Expression[] =>
  typeof pattern === 'string' || pattern === null
    ? []
    : pattern.filter((element) => typeof element !== 'string')

interface Mentions {
  variables: string[]
  /** Messages, terms with their `-`, functions with `()`. */
  entries: string[]
}

const together = (mentions: Mentions[]): Mentions => ({
  variables: mentions.flatMap(({ variables }) => variables),
  entries: mentions.flatMap(({ entries }) => entries),
})

const mentionsInExpression = (expression: Expression): Mentions => {
  switch (expression.type) {
    case 'var':
      return { variables: [expression.name], entries: [] }
    case 'mesg':
      return { variables: [], entries: [expression.name] }
    case 'term':
      return { variables: [], entries: [`-${expression.name}`] }
    case 'func':
      return together([
        { variables: [], entries: [`${expression.name}()`] },
        ...expression.args.flatMap((arg) => (arg.type === 'narg' ? [] : mentionsInExpression(arg))),
      ])
    case 'select':
      return together([
        mentionsInExpression(expression.selector),
        ...expression.variants.map(({ value }) => mentionsIn(value)),
      ])
    case 'str':
    case 'num':
      return { variables: [], entries: [] }
  }
}

/** Variables and other entries that a pattern names, at any depth of its selects. */
export const mentionsIn = (pattern: Pattern | null): Mentions =>
  together(expressionsIn(pattern).map(mentionsInExpression))
