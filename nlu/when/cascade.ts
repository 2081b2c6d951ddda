import type { Carried, Node, PlainDate, PlainDateTime } from './node.ts'

/** What a production may look at besides the nodes it matched. */
export interface Scope {
  text: string
  now: PlainDateTime
  today: PlainDate
  /** The node before the match. */
  before: Node | undefined
  /** The node after the match. */
  after: Node | undefined
}

/** Nodes of a match, in the order of the pattern; undefined where an optional element is missing. */
export type Parts = (Node | undefined)[]

interface Element {
  kinds: string[]
  optional: boolean
}

/** One line of a grammar table: a pattern of node kinds, the kind it makes, and what that carries (null: not here). */
export interface Production {
  makes: string
  pattern: Element[]
  build: (parts: Parts, scope: Scope) => Carried | null
}

/**
 * `production('day', 'rel? weekday', …)`: kinds are divided by blanks, `a|b` is a choice, `?` marks an optional element.
 */
export const production = (makes: string, pattern: string, build: Production['build']): Production => ({
  makes,
  pattern: pattern.split(' ').map((element) => ({
    kinds: element.replace('?', '').split('|'),
    optional: element.endsWith('?'),
  })),
  build,
})

/** A stage of the cascade: its productions, and the kinds of nodes they skip between elements. */
export interface Stage {
  productions: Production[]
  skips: ReadonlySet<string>
}

interface Match {
  node: Node
  next: number
}

const MOST_SKIPPED = 4

type Context = Pick<Scope, 'text' | 'now' | 'today'>

/** One attempt to match a production at a place. */
interface Attempt {
  rule: Production
  nodes: Node[]
  at: number
  skips: ReadonlySet<string>
  context: Context
  parts: Parts
  next: number
}

const finish = (attempt: Attempt, position: number): Carried | null => {
  const { rule, nodes, at, context, parts } = attempt
  attempt.next = position
  if (position === at) return null
  const { text, now, today } = context
  return rule.build(parts, { text, now, today, before: nodes[at - 1], after: nodes[position] })
}

/** Where the element at `index` stands, at or after `position` behind what may be skipped; -1 if nowhere. */
const placeOf = ({ nodes, rule, skips }: Attempt, index: number, position: number): number => {
  const kinds = rule.pattern[index]?.kinds ?? []
  const farthest = index === 0 ? position : position + MOST_SKIPPED
  for (let place = position; place <= farthest; place++) {
    const kind = nodes[place]?.kind
    if (kind === undefined) return -1
    if (kinds.includes(kind)) return place
    if (!skips.has(kind)) return -1
  }
  return -1
}

/** Tries to take each optional element before leaving it out; the first way that the production accepts is the match. */
const align = (attempt: Attempt, index: number, position: number): Carried | null => {
  const element = attempt.rule.pattern[index]
  if (!element) return finish(attempt, position)
  const place = placeOf(attempt, index, position)
  if (place >= 0) {
    attempt.parts[index] = attempt.nodes[place]
    const carried = align(attempt, index + 1, place + 1)
    if (carried) return carried
  }
  attempt.parts[index] = undefined
  return element.optional ? align(attempt, index + 1, position) : null
}

const matchAt = (
  rule: Production,
  nodes: Node[],
  at: number,
  skips: ReadonlySet<string>,
  context: Context,
): Match | null => {
  const attempt: Attempt = { rule, nodes, at, skips, context, parts: [], next: at }
  const carried = align(attempt, 0, at)
  const first = attempt.parts.find((part) => part !== undefined)
  const last = attempt.parts.findLast((part) => part !== undefined)
  if (!carried || !first || !last) return null
  return { node: { kind: rule.makes, start: first.start, end: last.end, ...carried }, next: attempt.next }
}

/** Productions by the kinds that can stand first in them. */
const byFirstKind = (productions: Production[]): Map<string, Production[]> => {
  const index = new Map<string, Production[]>()
  for (const rule of productions) {
    for (const element of rule.pattern) {
      for (const kind of element.kinds) index.set(kind, [...(index.get(kind) ?? []), rule])
      if (!element.optional) break
    }
  }
  return index
}

/**
 * Makes a pass over the nodes: at each place the production that takes in most wins (the first of the table among equals), its
 * nodes become one, and the pass goes on behind it. Nothing is matched twice in one pass.
 */
export const stage = (productions: Production[], skips: string[] = []) => {
  const index = byFirstKind(productions)
  const skipped = new Set(skips)
  return (nodes: Node[], context: Context): Node[] => {
    const out: Node[] = []
    for (let at = 0; at < nodes.length; ) {
      const here = nodes[at]
      if (!here) break
      let best: Match | null = null
      for (const rule of index.get(here.kind) ?? []) {
        const match = matchAt(rule, nodes, at, skipped, context)
        if (match && match.next > (best?.next ?? at)) best = match
      }
      out.push(best?.node ?? here)
      at = best?.next ?? at + 1
    }
    return out
  }
}
