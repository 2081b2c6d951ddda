import { z } from 'zod'
import { nearestTo } from '../domain/nearest.ts'
import type { Issue, Path } from './problem.ts'

type RawIssue = z.core.$ZodRawIssue

const kindNames: Record<string, string> = {
  string: '一段文字',
  number: '一个数字',
  int: '一个整数',
  boolean: 'true（是）或 false（否）',
  array: '一个列表（每项前面写“- ”，或写成 [甲, 乙]）',
  object: '一组“名称: 内容”',
  record: '一组“名称: 内容”',
}

/** Lists of choices up to this length are read out. */
const longestListed = 9

const quoted = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `“${value}”`
    : '这项内容'

const perhaps = (word: unknown, candidates: string[]): string => {
  const near = typeof word === 'string' ? nearestTo(word, candidates) : undefined
  return near ? `，您是不是想写“${near}”？` : ''
}

const unknownField = (key: string, known: string[]): string =>
  `不认识“${key.replaceAll(/\s+/g, ' ')}”这一项${perhaps(key, known) || '，请检查拼写或去掉它'}`

const wrongKind = (expected: string, input: unknown): string => {
  if (input === undefined) return '没有写，这一项必须有'
  if (input === null) return '冒号后面是空的，请写上内容，或去掉这一项'
  const wanted = kindNames[expected] ?? expected
  if (typeof input === 'string' && input.includes('：')) return '冒号要用英文的“:”，后面空一格'
  return expected === 'string' && typeof input === 'number'
    ? '这里要写文字；如果是号码，请加上引号，例如 "0123456"'
    : `这里要写${wanted}`
}

const wrongChoice = (values: readonly unknown[], input: unknown): string => {
  if (input === undefined) return '没有写，这一项必须有'
  const choices = values.map(String)
  return choices.length > longestListed
    ? `不能写${quoted(input)}${perhaps(input, choices)}`
    : `不能写${quoted(input)}，只能是：${choices.join('、')}`
}

const countWords: Record<string, string> = { string: '个字', array: '项' }

const tooSmall = (origin: string, minimum: number | bigint): string => {
  const unit = countWords[origin]
  if (!unit) return `不能小于 ${minimum}`
  return Number(minimum) === 1 ? '不能是空的' : `至少要有 ${minimum} ${unit}`
}

const tooBig = (origin: string, maximum: number | bigint): string => {
  const unit = countWords[origin]
  return unit ? `太长了，最多 ${maximum} ${unit}` : `不能大于 ${maximum}`
}

const issueInChinese = (issue: RawIssue): string => {
  if (issue.code === 'invalid_type') return wrongKind(issue.expected, issue.input)
  if (issue.code === 'invalid_value') return wrongChoice(issue.values, issue.input)
  if (issue.code === 'too_small') return tooSmall(issue.origin, issue.minimum)
  if (issue.code === 'too_big') return tooBig(issue.origin, issue.maximum)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(key, [])).join('\n')
  return '格式不对'
}

/** The schema of a group of fields, which refuses others and says which was probably meant. */
export const closed = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownField(key, Object.keys(shape))).join('\n')
        : undefined,
  })

const issuesOf = (issue: z.core.$ZodIssue): Issue[] => {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  const messages = issue.message.split('\n')
  return issue.keys.map((key, i) => ({ path: [...path, key], message: messages[i] ?? issue.message }))
}

export type Reading<T> = { ok: true; value: T; issues: [] } | { ok: false; issues: Issue[] }

/** The value read by a schema, or every issue it has, in Chinese, under `path`. */
export const readWith = <Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  path: Path = [],
): Reading<z.output<Schema>> => {
  const read = schema.safeParse(raw, { error: issueInChinese })
  if (read.success) return { ok: true, value: read.data, issues: [] }
  const issues = read.error.issues
    .flatMap(issuesOf)
    .map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
  return { ok: false, issues }
}
