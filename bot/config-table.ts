import type { z } from 'zod'
import { configVariables } from './config-variables.ts'

const defaultOf = (schema: z.ZodType): string => {
  const { otherwise } = schema.meta() ?? {}
  if (otherwise !== undefined) return otherwise
  const { data } = schema.safeParse(undefined)
  return typeof data === 'string' || typeof data === 'number' ? `\`${data}\`` : ''
}

/** The README's table of environment variables, in Markdown. */
export const configTable = (): string => {
  const rows = Object.entries<z.ZodType>(configVariables).map(
    ([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${schema.meta()?.description ?? ''} |`,
  )
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
