import type { Carried, Node, PlainDateTime } from './node.ts'

/** What a production may look at besides the nodes it matched. */
export interface Scope {
  text: string
  now: PlainDateTime
  /** The node before the match. */
  before: Node | undefined
  /** The node after the match. */
  after: Node | undefined
}

/** Nodes of a match, in the order of the pattern; undefined where an optional element is missing. */
export type Parts = (Node | undefined)[]

interface Element {
  kinds: Set<string>
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
    kinds: new Set(element.replace('?', '').split('|')),
    optional: element.endsWith('?'),
  })),
  build,
})

/** A stage of the cascade: its productions, and the kinds of nodes they skip between elements. */
export interface Stage {
  productions: Production[]
  skips: ReadonlySet<string>
}

const MOST_SKIPPED = 4

interface Match {
  node: Node
  next: number
}

const alignments = (
  nodes: Node[],
  at: number,
  pattern: Element[],
  skips: ReadonlySet<string>,
): [Parts, number][] => {
  const found: [Parts, number][] = []
  const step = (index: number, position: number, parts: Parts): void => {
    const element = pattern[index]
    if (!element) {
      found.push([parts, position])
      return
    }
    let place = position
    const node = () => nodes[place]
    const skippable = () => place - position < MOST_SKIPPED && skips.has(node()?.kind ?? '')
    if (index > 0) while (!element.kinds.has(node()?.kind ?? '') && skippable()) place++
    const here = node()
    if (here && element.kinds.has(here.kind)) step(index + 1, place + 1, [...parts, here])
    if (element.optional) step(index + 1, position, [...parts, undefined])
  }
  step(0, at, [])
  return found.filter(([, next]) => next > at).sort((a, b) => b[1] - a[1])
}

const matchProduction = (
  nodes: Node[],
  at: number,
  rule: Production,
  skips: ReadonlySet<string>,
  context: Context,
) => {
  for (const [parts, next] of alignments(nodes, at, rule.pattern, skips)) {
    const matched = parts.filter((part) => part !== undefined)
    const first = matched[0]
    const last = matched.at(-1)
    if (!first || !last) continue
    const carried = rule.build(parts, { ...context, before: nodes[at - 1], after: nodes[next] })
    if (carried) return { node: { kind: rule.makes, start: first.start, end: last.end, ...carried }, next }
  }
  return null
}

type Context = Pick<Scope, 'text' | 'now'>

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
        const match = matchProduction(nodes, at, rule, skipped, context)
        if (match && match.next > (best?.next ?? at)) best = match
      }
      out.push(best?.node ?? here)
      at = best?.next ?? at + 1
    }
    return out
  }
}
