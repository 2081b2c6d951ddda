import { corpusLines as linesOf } from '../../handlers/review-utterances.ts'
import type { Database } from '../../prisma/database.ts'
import { print } from './open-database.ts'

/** Prints what staff have labelled as lines for the corpora; `since` is a day, `YYYY-MM-DD`, or nothing. */
export const corpusLines = async (database: Database, since: string): Promise<void> => {
  const day = since.replace(/^--since[= ]?/u, '')
  if (day !== '' && !/^\d{4}-\d{2}-\d{2}$/u.test(day)) throw new Error('日期要写成 2026-11-23。')
  const lines = await linesOf(database, day === '' ? undefined : day)
  print(lines === '' ? '# 没有新的语料。' : lines.trimEnd())
}
