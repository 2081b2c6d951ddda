/** What was not understood is grouped, labelled by staff and handed to the corpora. */
import { INTENTS } from '../domain/understanding.ts'
import { ok } from '../domain/result.ts'
import type { Unsure, UnsureState } from '../domain/web-api.ts'
import { readCorpus } from '../nlu/intents/corpus.ts'
import { letters, nearestAmong } from '../nlu/intents/likeness.ts'
import type { Database } from '../prisma/database.ts'
import { record } from '../prisma/queries/audit.ts'
import { hospitalNow } from '../prisma/queries/clock.ts'
import { reviewUtterances, type UtteranceRow, utterancesOf } from '../prisma/queries/utterances.ts'
import { transaction } from '../prisma/sql.ts'
import type { Texts } from '../texts/load-texts.ts'

const BACKGROUND = { 'none.chat': '闲聊', 'none.near': '医院不办的事', 'none.other': '别的，听不出要办什么' }
const STEERING = { 'dialog.back': '上一步', 'dialog.stop': '不办了', 'dialog.help': '怎么用' }

/** Every corpus with its Chinese name. */
export const corpusLabels = (texts: Pick<Texts, 'render' | 'has'>): UnsureState['labels'] => [
  ...INTENTS.filter((intent) => intent !== 'none').map((key) => {
    const text = `wish-${key.replace('.', '-')}`
    return { key, name: texts.has(text) ? texts.render(text) : STEERING[key as keyof typeof STEERING] }
  }),
  ...Object.entries(BACKGROUND).map(([key, name]) => ({ key, name })),
]

const tally = (words: string[]): { label: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count)
}

const groupOf = (rows: UtteranceRow[]): Unsure => ({
  ids: rows.map(({ id }) => id),
  text: rows[0]?.text ?? '',
  count: Math.max(rows.filter(({ how }) => how !== 'chosen').length, 1),
  lastOn:
    rows
      .map(({ heardOn }) => heardOn)
      .sort()
      .at(-1) ?? '',
  guesses: [...new Set(rows.flatMap(({ guesses }) => guesses))].slice(0, 3),
  choices: tally(rows.flatMap(({ choice }) => choice ?? [])),
})

/** What waits for review, the most frequent first. */
export const unsureUtterances = async ({ pool, vault }: Database): Promise<Unsure[]> => {
  const groups = new Map<string, UtteranceRow[]>()
  for (const row of await utterancesOf(pool, vault, 'new')) {
    const key = letters(row.text)
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
    .map(groupOf)
    .sort((a, b) => b.count - a.count || b.lastOn.localeCompare(a.lastOn))
}

export const unsureState = async (database: Database, texts: Texts): Promise<UnsureState> => ({
  items: await unsureUtterances(database),
  labels: corpusLabels(texts),
  labelled: (await utterancesOf(database.pool, database.vault, 'labelled')).length,
})

/** Labels or dismisses (`label` null) utterances; who did it is on the trail. Answers how many were still to be reviewed. */
export const review = async (
  { pool }: Database,
  { ids, label, by }: { ids: number[]; label: string | null; by: string },
): Promise<number> => {
  const done = await transaction(pool, async (db) => {
    const now = await hospitalNow(db)
    const count = await reviewUtterances(db, { ids, label, by, now })
    const action = label === null ? 'utterance.dismiss' : 'utterance.label'
    if (count > 0)
      await record(
        db,
        { actor: `staff:${by}`, action, subject: `utterance:${ids[0]}`, detail: { count, label } },
        now,
      )
    return ok(count)
  })
  return done.ok ? done.value : 0
}

/** Lines nearer to the corpora, or to each other, than this teach nothing new. */
const NEAR = 0.8

/** A line of a corpus reads ( | ) as alternatives and # as a heading. */
const asLine = (text: string): string =>
  text
    .replace(/[()|#\n]/gu, ' ')
    .replace(/ +/gu, ' ')
    .trim()

/** What was labelled since a day as lines for `nlu/corpus/<label>.txt`, grouped by file, near-copies left out. */
export const corpusLines = async ({ pool, vault }: Database, since?: string): Promise<string> => {
  const rows = (await utterancesOf(pool, vault, 'labelled', since)).toReversed()
  const taken = readCorpus().map(({ text }) => text)
  const known = new Set(taken.map(letters))
  const nearest = nearestAmong(taken)
  const files = new Map<string, string[]>()
  for (const { text, label } of rows) {
    const line = asLine(text)
    const kept = [...files.values()].flat()
    const isKnown = known.has(letters(line)) || (nearest(line)?.likeness ?? 0) >= NEAR
    if (isKnown || label === null || line === '' || (nearestAmong(kept)(line)?.likeness ?? 0) >= NEAR)
      continue
    if (kept.some((other) => letters(other) === letters(line))) continue
    files.set(label, [...(files.get(label) ?? []), line])
  }
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, lines]) => `# nlu/corpus/${label}.txt\n${lines.join('\n')}\n`)
    .join('\n')
}
