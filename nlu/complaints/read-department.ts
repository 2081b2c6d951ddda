import type { Page } from '../phrases/compile-phrases.ts'
import { complaintRules, type Sign } from './rules.ts'

const { departments } = complaintRules

export interface DepartmentName {
  key: string
  name: string
}

interface Mention extends Sign {
  name: string
}

/** Points of a department by name, and of what is done there (取药, 拍片). */
const NAMED = 2
const FIRM = 1

const mentionsIn = (page: Page, known: readonly DepartmentName[]): Mention[] => {
  const listed = departments.flatMap(({ name, mentions }) =>
    mentions(page).map((sign) => ({ ...sign, name })),
  )
  const others = known.flatMap(({ name }): Mention[] => {
    const start = listed.some((mention) => mention.name === name) ? -1 : page.text.indexOf(name)
    return start < 0 ? [] : [{ name, start, end: start + name.length, points: 2 }]
  })
  const all = [...listed, ...others].sort((a, b) => a.start - b.start || b.end - a.end)
  const whole = all.filter((mention) => !all.some((other) => other !== mention && covers(other, mention)))
  // A corridor or a chair says whose it is only where no department is named.
  return whole.some(({ points }) => points >= NAMED) ? whole.filter(({ points }) => points >= FIRM) : whole
}

const covers = (a: Mention, b: Mention): boolean =>
  a.start <= b.start && b.end <= a.end && (a.end - a.start > b.end - b.start || a.points > b.points)

/** The mention a fault is put down to: the last one before it, else the first one behind it. */
const blamedFor = (fault: Sign, mentions: readonly Mention[]): Mention | undefined =>
  mentions.findLast((mention) => mention.start <= fault.start) ??
  mentions.find((mention) => mention.start > fault.start)

/**
 * Common name of the department that most of the signs (faults or kind words) of a text are put down to, or null where
 * none is mentioned.
 */
export const readDepartment = (
  page: Page,
  signs: readonly Sign[],
  known: readonly DepartmentName[],
): string | null => {
  const mentions = mentionsIn(page, known)
  if (mentions.length === 0) return null
  const blame = new Map(mentions.map(({ name, points }) => [name, points / 10]))
  for (const sign of signs) {
    const mention = blamedFor(sign, mentions)
    if (mention) blame.set(mention.name, (blame.get(mention.name) ?? 0) + sign.points * mention.points)
  }
  return [...blame].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0]
}
