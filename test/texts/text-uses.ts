import { readdirSync, readFileSync } from 'node:fs'
import { type CallExpression, type Expression, parseSync, type VariableDeclarator } from '@swc/core'
import { projectFile } from '../../domain/project-root.ts'

/** A place in the code that says a text. */
export interface TextUse {
  file: string
  /** With `*` where a name is put in (`again-*`); in brackets what is no string at all (`[reason]`). */
  key: string
  /** Names of the arguments; null where they are made out of sight. */
  args: string[] | null
}

type Node = { type: string } & Record<string, unknown>

interface Source {
  file: string
  nodes: Node[]
  /** What the names of the file stand for. */
  declared: Map<string, Expression[]>
}

const SAYING = ['say', 'line']
const SPEAKING = ['bot', 'dialogs', 'handlers', 'jobs']

const nodesIn = (value: unknown): Node[] => {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(nodesIn)
  return 'type' in value && typeof value.type === 'string' ? [value as Node, ...inside] : inside
}

const isCall = (node: Node): node is Node & CallExpression => node.type === 'CallExpression'
const isDeclarator = (node: Node): node is Node & VariableDeclarator => node.type === 'VariableDeclarator'

const sourceOf = (file: string, code: string): Source => {
  const nodes = nodesIn(parseSync(code, { syntax: 'typescript' }))
  const declared = new Map<string, Expression[]>()
  for (const { id, init } of nodes.filter(isDeclarator))
    if (id.type === 'Identifier' && init) declared.set(id.value, [...(declared.get(id.value) ?? []), init])
  return { file, nodes, declared }
}

/** An expression without the parentheses and type assertions around it. */
const bare = (expression: Expression): Expression => {
  switch (expression.type) {
    case 'ParenthesisExpression':
    case 'TsAsExpression':
    case 'TsConstAssertion':
    case 'TsNonNullExpression':
    case 'TsSatisfiesExpression':
      return bare(expression.expression)
    default:
      return expression
  }
}

const wordsOf = (expression: Expression): string => {
  if (expression.type === 'Identifier') return expression.value
  if (expression.type !== 'MemberExpression') return expression.type
  const { object, property } = expression
  if (property.type === 'Computed') return `${wordsOf(object)}[${wordsOf(property.expression)}]`
  return property.type === 'Identifier' ? `${wordsOf(object)}.${property.value}` : property.type
}

const keysOf = (said: Expression): string[] => {
  const expression = bare(said)
  switch (expression.type) {
    case 'StringLiteral':
      return [expression.value]
    case 'TemplateLiteral':
      return [expression.quasis.map(({ raw }) => raw).join('*')]
    case 'ConditionalExpression':
      return [...keysOf(expression.consequent), ...keysOf(expression.alternate)]
    default:
      return [`[${wordsOf(expression)}]`]
  }
}

type Names = string[] | null

/** Names that every one of some objects has. */
const common = (all: Names[]): Names =>
  all.reduce(
    (some, more) => (some && more ? some.filter((name) => more.includes(name)) : null),
    all[0] ?? null,
  )

/** What a function returns, at the end of its own body. */
const returnsOf = (fn: Expression): Expression[] => {
  if (fn.type !== 'ArrowFunctionExpression') return []
  if (!('stmts' in fn.body)) return [fn.body]
  return fn.body.stmts.flatMap((stmt) =>
    stmt.type === 'ReturnStatement' && stmt.argument ? [stmt.argument] : [],
  )
}

/** Names of an object's properties, as far as its file tells. */
const namesOf = (object: Expression, declared: Source['declared']): Names => {
  const expression = bare(object)
  const each = (found: Expression[] = []): Names => common(found.map((one) => namesOf(one, declared)))
  if (expression.type === 'Identifier') return each(declared.get(expression.value))
  if (expression.type === 'CallExpression' && expression.callee.type === 'Identifier')
    return each(declared.get(expression.callee.value)?.flatMap(returnsOf))
  if (expression.type !== 'ObjectExpression') return null
  const names = expression.properties.map((property): Names => {
    if (property.type === 'SpreadElement') return namesOf(property.arguments, declared)
    if (property.type === 'Identifier') return [property.value]
    if (property.type !== 'KeyValueProperty' || property.key.type !== 'Identifier') return null
    return [property.key.value]
  })
  return names.some((one) => one === null) ? null : names.flatMap((one) => one ?? [])
}

const usesIn = ({ file, nodes, declared }: Source): TextUse[] =>
  nodes.filter(isCall).flatMap(({ callee, arguments: [key, args] }) => {
    if (callee.type !== 'Identifier' || !SAYING.includes(callee.value) || !key) return []
    const names = args ? namesOf(args.expression, declared) : []
    return keysOf(key.expression).map((each) => ({ file, key: each, args: names }))
  })

/** Texts that a piece of code says. */
export const textUsesIn = (code: string, file = 'code.ts'): TextUse[] => usesIn(sourceOf(file, code))

const filesIn = (folder: string): string[] =>
  readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)
    .toSorted()

const read = (file: string): Source => sourceOf(file, readFileSync(projectFile(file), 'utf8'))

const sources = SPEAKING.flatMap(filesIn).map(read)

/** Every place in the project's code that says a text. */
export const textUses = (): TextUse[] => sources.flatMap(usesIn)

const stringsOf = (expression: Expression): string[] => {
  const inner = bare(expression)
  if (inner.type === 'StringLiteral') return [inner.value]
  if (inner.type === 'ArrayExpression')
    return inner.elements.flatMap((element) => (element ? stringsOf(element.expression) : []))
  if (inner.type !== 'ObjectExpression') return []
  return inner.properties.flatMap((property) =>
    property.type === 'KeyValueProperty' ? stringsOf(property.value) : [],
  )
}

/** Strings of a constant that its file does not export: an array's, or an object's values. */
export const constantStrings = (file: string, name: string): string[] => {
  const found =
    sources
      .find((source) => source.file === file)
      ?.declared.get(name)
      ?.flatMap(stringsOf) ?? []
  if (found.length === 0) throw new Error(`${file} has no constant ${name} of strings`)
  return found
}

/** Strings that objects of the code give a property, where the property `beside` stands too. */
export const propertyStrings = (name: string, beside = name): string[] =>
  sources
    .flatMap(({ nodes }) => nodes)
    .filter((node) => node.type === 'ObjectExpression')
    .flatMap((node) => {
      const properties = (node as unknown as Extract<Expression, { type: 'ObjectExpression' }>).properties
      const pairs = properties.flatMap((property) =>
        property.type === 'KeyValueProperty' && property.key.type === 'Identifier'
          ? [[property.key.value, property.value] as const]
          : [],
      )
      const has = (wanted: string) => pairs.some(([key]) => key === wanted)
      return has(beside) ? pairs.flatMap(([key, value]) => (key === name ? stringsOf(value) : [])) : []
    })
