import { z } from 'zod'
import { ok, refused, type Result } from '../domain/result.ts'
import { type Policy, policySchema } from './policy.ts'

const zhCN = z.locales.zhCN().localeError

const problemsOf = (issue: z.core.$ZodIssue): { path: string; message: string }[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: '没有这个参数' }))
    : [{ path: issue.path.join('.'), message: issue.message }]

/**
 * The default policy with a hospital's overrides.
 * A refusal's detail has the `path` (`booking.cutOff`) and `message` of the first problem, `count`, and all `problems` as lines `path: message`.
 */
export const policyWith = (overrides: unknown): Result<Policy, 'policy-invalid'> => {
  const parsed = policySchema.safeParse(overrides ?? {}, { error: zhCN })
  if (parsed.success) return ok(parsed.data)
  const problems = parsed.error.issues.flatMap(problemsOf)
  const first = problems[0]
  return refused('policy-invalid', {
    path: first?.path ?? '',
    message: first?.message ?? '',
    count: problems.length,
    problems: problems.map(({ path, message }) => `${path}: ${message}`).join('\n'),
  })
}
