import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Hospital } from '../../domain/hospital.ts'
import { projectFile } from '../../domain/project-root.ts'
import { exportHospital } from '../../hospital/export-hospital.ts'
import { loadHospital, parseHospital } from '../../hospital/load-hospital.ts'

const read = (yaml: string): Hospital => {
  const reading = parseHospital(yaml)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems.slice(0, 3)))
  return reading.hospital
}

/** Words that a file might take for something else: numbers, truth, comments, lists, dates. */
const tricky = [
  '12',
  'true',
  'null',
  '~',
  '- a',
  '# b',
  'c: d',
  '2026-11-23',
  '0x1F',
  '1e3',
  "'",
  '"',
  '@x',
  '|',
  '{',
  '第\n二行',
]

/** Any character but halves of surrogate pairs, control characters included. */
const character = fc.nat({ max: 0xd7ff }).map((code) => String.fromCharCode(code))

const words = fc.oneof(
  fc.constantFrom(...tricky),
  fc
    .string({
      unit: fc.oneof(character, fc.constantFrom(' ', '\n', ':', '#', '-', '心')),
      minLength: 1,
      maxLength: 12,
    })
    .filter((word) => word.trim() !== ''),
)

const named = <T>(entry: fc.Arbitrary<T>, minLength: number) =>
  fc
    .array(entry, { minLength, maxLength: 4 })
    .map((entries) => entries.map((each, i) => ({ key: `k${i}`, ...each, name: `名${i}` })))

const file = fc.record({
  name: words,
  address: words,
  phone: fc.stringMatching(/^0000-[0-9]{7}$/),
  departments: named(
    fc.record({
      place: words,
      intro: words,
      aliases: fc.array(
        words.map((word) => `别${word}`),
        { maxLength: 3 },
      ),
    }),
    2,
  ),
  doctors: named(
    fc.record({
      title: fc.constantFrom('主任医师', '主治医师'),
      department: fc.constantFrom('名0', 'k1'),
      specialties: fc.array(words, { maxLength: 3 }),
    }),
    1,
  ),
  roster: fc.subarray([
    { doctor: 'k0', weekdays: [3, 1], part: '上午', feeFen: 600 },
    { department: '名1', weekdays: ['周日'], part: 'afternoon', feeFen: 0, capacity: 9 },
  ]),
  staff: named(fc.constant({ roles: [{ role: '联络员', department: '名1' }] }), 0),
  enquiries: fc
    .array(
      fc.record({
        intent: fc.constantFrom('fee.ask', 'hospital.info'),
        words: fc.array(words, { minLength: 1 }),
        answer: words,
      }),
      { maxLength: 3 },
    )
    .map((entries) => entries.map((each, i) => ({ key: `e${i}`, ...each }))),
  policy: fc.constantFrom({}, { booking: { cutOff: '15:30', horizonDays: 14 } }),
  texts: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), words),
  officialAccount: fc.constantFrom(
    {},
    { menu: [{ name: '挂号', entries: [{ name: '我要挂号', says: '我要挂号' }] }] },
    { reminderTemplate: { id: 't1', fields: { time2: '{time}', thing1: '{department} {doctor}' } } },
  ),
})

describe('exportHospital', () => {
  it('writes the demo so that the same is read', () => {
    const demo = loadHospital(projectFile('hospital/demo.yaml'))
    expect(read(exportHospital(demo))).toEqual(demo)
  })

  it('writes any hospital so that the same is read', () => {
    fc.assert(
      fc.property(file, (written) => {
        const hospital = read(stringify(written, { aliasDuplicateObjects: false }))
        expect(read(exportHospital(hospital))).toEqual(hospital)
      }),
      { numRuns: 100 },
    )
  })

  it('changes nothing when it is done again', () => {
    const once = exportHospital(loadHospital(projectFile('hospital/demo.yaml')))
    expect(exportHospital(read(once))).toBe(once)
  })
})
