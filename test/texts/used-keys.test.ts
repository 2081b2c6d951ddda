import { describe, expect, it } from 'vitest'
import { repertoire } from '../../dialogs/repertoire.ts'
import type { Refusal } from '../../domain/effect.ts'
import { type ComplaintKind, type IdProblem, INTENTS } from '../../domain/understanding.ts'
import type { reminder } from '../../jobs/due/reminder.ts'
import { emergencyRules } from '../../nlu/emergencies/rules.ts'
import type { bookingLimits } from '../../rules/booking-limits.ts'
import type { commandAllowed } from '../../rules/command-allowed.ts'
import { entriesOf, mentionsIn } from '../../texts/fluent.ts'
import { createTexts } from '../../texts/load-texts.ts'
import { LOCALES, type Locale, textFiles } from '../../texts/text-files.ts'
import { constantStrings, propertyStrings, type TextUse, textUses, textUsesIn } from './text-uses.ts'

/** Members of a union of names; the type check sees to it that none is missing. */
const each = <K extends string>(members: Record<K, true>): K[] => Object.keys(members) as K[]

type ReasonOf<R> = Extract<R, { ok: false }> extends { reason: infer K extends string } ? K : never

const dialogs = [...repertoire.dialogs.values()]
const allDialogs = dialogs.map(({ name }) => name)
const confirmed = dialogs.filter(({ confirm }) => confirm).map(({ name }) => name)
const dashed = (intent: string): string => intent.replace('.', '-')
const offered = INTENTS.filter((intent) => repertoire.wishes.has(intent) || repertoire.answers.has(intent))
const kinds = each<ComplaintKind>({ complaint: true, suggestion: true, praise: true })
const tasks = propertyStrings('taskKind')

/** What stands for the `*`, or for the expression, in keys that are put together; by file where the same form means two things. */
const names: Record<string, readonly string[]> = {
  'again-*': allDialogs,
  'resume-*': allDialogs,
  'stopped-*': allDialogs,
  'declined-*': confirmed,
  'option-yes-*': confirmed,
  'wish-*': offered.map(dashed),
  'unanswered-*': constantStrings('dialogs/repertoire.ts', 'ENQUIRIES').map(dashed),
  'got-*': constantStrings('dialogs/engine/readers.ts', 'MEDIA'),
  'scale-*': constantStrings('dialogs/rate-visit.ts', 'SCALE'),
  'option-data-*': ['see', 'withdraw', 'erase'],
  'dialogs/manage-data.ts confirm-*': ['withdraw', 'erase'],
  'dialogs/lodge.ts confirm-*': kinds,
  'confirm-*-question': kinds,
  'opening-*': kinds,
  'lodged-*': kinds,
  'ask-story-*': kinds,
  'ask-story-*-again': kinds,
  'ask-department-*': propertyStrings('because', 'among'),
  'id-*': each<IdProblem>({ length: true, checksum: true, date: true, province: true, characters: true }),
  'booking-*': each<ReasonOf<ReturnType<typeof bookingLimits>>>({
    'same-department-and-day': true,
    'too-many-open-visits': true,
  }),
  'command-*': each<ReasonOf<ReturnType<typeof commandAllowed>>>({
    'not-staff': true,
    'wrong-role': true,
    'wrong-group': true,
  }),
  'reminder-*': each<Parameters<typeof reminder>[0]>({ week: true, day: true }),
  'task-*': tasks,
  '[reason]': each<Refusal>({
    'refused-place-taken': true,
    'refused-name-mismatch': true,
    'refused-booked-that-day': true,
    'refused-same-time': true,
    'refused-already-ended': true,
    'refused-relay-ended': true,
    'refused-ticket-gone': true,
  }),
  '[whyNot[allowed.reason]]': constantStrings('handlers/staff/ticket-commands.ts', 'whyNot'),
  '[label]': propertyStrings('label', 'command'),
  '[emergency.text]': emergencyRules.rules.map(({ id }) => `emergency-${id}`),
}

/** Texts that no code says, each with the reason why it is there. */
const unsaid: Record<string, string> = {}

const uses = textUses()
const isPutTogether = ({ key }: TextUse): boolean => /[*[]/.test(key)
const formOf = ({ file, key }: TextUse): string => (`${file} ${key}` in names ? `${file} ${key}` : key)
const keysOf = (use: TextUse): string[] => {
  if (!isPutTogether(use)) return [use.key]
  return (names[formOf(use)] ?? []).map((name) => (use.key.includes('*') ? use.key.replace('*', name) : name))
}
const usedKeys = new Set(uses.flatMap(keysOf))

const entriesOfLocale = (locale: Locale) => {
  const sources = textFiles().filter((file) => file.locale === locale)
  return new Map(sources.flatMap(({ source }) => entriesOf(source)).map(({ id, value }) => [id, value]))
}
const texts = { 'zh-CN': entriesOfLocale('zh-CN'), en: entriesOfLocale('en') }

const needed = (key: string, locale: Locale): string[] => {
  const { variables, entries } = mentionsIn(texts[locale].get(key) ?? null)
  return [...new Set([...variables, ...entries.flatMap((entry) => needed(entry, locale))])]
}

describe('keys put together in the code', () => {
  it('are all known here', () => {
    const unknown = uses.filter((use) => isPutTogether(use) && !(formOf(use) in names))
    expect(unknown.map(({ file, key }) => `${file} ${key}`)).toEqual([])
  })

  it('are all still there', () => {
    const found = new Set(uses.filter(isPutTogether).map(formOf))
    expect(Object.keys(names).filter((form) => !found.has(form))).toEqual([])
  })

  it.each(Object.entries(names))('%s has names', (_, some) => {
    expect(some).not.toEqual([])
  })
})

describe.each(LOCALES)('the texts in %s', (locale) => {
  const messages = [...texts[locale].keys()].filter((key) => !key.startsWith('-'))

  it('have every key that the code says', () => {
    expect([...usedKeys].filter((key) => !texts[locale].has(key))).toEqual([])
  })

  it('have no key that the code never says', () => {
    expect(messages.filter((key) => !usedKeys.has(key) && !(key in unsaid))).toEqual([])
  })

  it('get every variable they need', () => {
    const lacking = uses.flatMap((use) => {
      const { args } = use
      if (args === null) return []
      return keysOf(use).flatMap((key) =>
        needed(key, locale).flatMap((name) => (args.includes(name) ? [] : [`${use.file} ${key} $${name}`])),
      )
    })
    expect(lacking).toEqual([])
  })

  it('can be said with the arguments they get', () => {
    const { render } = createTexts()
    for (const use of uses) {
      if (use.args === null) continue
      const args = Object.fromEntries(use.args.map((name) => [name, `<${name}>`]))
      for (const key of keysOf(use)) expect(render(key, args, locale).trim(), key).not.toBe('')
    }
  })
})

describe('what is not said any more', () => {
  it('has no reason to stand among the unsaid', () => {
    expect(Object.keys(unsaid).filter((key) => usedKeys.has(key) || !texts['zh-CN'].has(key))).toEqual([])
  })
})

describe('arguments out of sight', () => {
  it('are those of a booking limit, which its rule makes', () => {
    const unseen = uses.filter(({ args }) => args === null)
    expect(unseen.map(({ key }) => key)).toEqual(['booking-*'])
  })
})

describe('textUsesIn', () => {
  const found = (code: string) => textUsesIn(code).map(({ key, args }) => [key, args])

  it.each([
    ["say('a')", [['a', []]]],
    ["line('a', { x, y: 1, ...{ z } })", [['a', ['x', 'y', 'z']]]],
    [
      "say(late ? 'a' : `b-${kind}`, { x })",
      [
        ['a', ['x']],
        ['b-*', ['x']],
      ],
    ],
    ['say(`a-${kind}-again`)', [['a-*-again', []]]],
    ['say(why[refused.reason])', [['[why[refused.reason]]', []]]],
    ["const args = { x }; const f = () => [say('a', args)]", [['a', ['x']]]],
    ["const args = () => { const x = 1; return { x } }; say('a', { ...args(), y })", [['a', ['x', 'y']]]],
    [
      "const f = () => { const args = { x, y } }; const g = () => { const args = { x }; say('a', args) }",
      [['a', ['x']]],
    ],
    ["say('a', limits.detail)", [['a', null]]],
    ["sing('a')", []],
  ])('reads %s', (code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})
