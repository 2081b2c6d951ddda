import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../../domain/project-root.ts'
import type { ComplaintReading } from '../../../domain/understanding.ts'
import { readComplaint } from '../../../nlu/complaints/read-complaint.ts'
import { severityInWords, toldIn } from '../../../nlu/complaints/severity-in-words.ts'
import { normalise } from '../../../nlu/normalise.ts'

const DEPARTMENTS =
  '心血管内科 消化内科 呼吸内科 神经内科 内分泌科 肾内科 血液内科 风湿免疫科 感染科 普外科 骨科 神经外科 胸外科 泌尿外科 肛肠科 甲乳外科 妇科 产科 儿科 眼科 耳鼻喉科 口腔科 皮肤科 中医科 康复科 疼痛科 心理科 肿瘤科 老年医学科 急诊科 体检中心 检验科 放射科 超声科 药房 收费处 保卫科 后勤科'

const context = {
  at: '2026-11-23T09:00',
  departments: DEPARTMENTS.split(' ').map((name) => ({ key: `key-of-${name}`, name })),
}
const read = (raw: string, more = {}): ComplaintReading | null =>
  readComplaint(normalise(raw).text, { ...context, ...more })

const FIELDS = ['kind', 'class', 'severity', 'department', 'person', 'when'] as const
type Field = (typeof FIELDS)[number]

interface Story {
  text: string
  expected: Partial<Record<Field, string>> | null
}

const stories = readFileSync(projectFile('test', 'nlu', 'complaints', 'stories.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.includes('|') && !line.startsWith('#'))
  .map((line): Story => {
    const [text = '', wanted = ''] = line.split('|').map((part) => part.trim())
    if (wanted === 'null') return { text, expected: null }
    const values = wanted.split(/\s+/)
    const entries = FIELDS.map((field, i) => [field, values[i]] as const).filter(([, value]) => value !== '*')
    return { text, expected: Object.fromEntries(entries) }
  })

/** Stories whose reading of a field is not the expected one, of those that expect something. */
const wrongIn = (field: Field): { share: number; wrong: string[] } => {
  const asked = stories.filter(({ expected }) => expected?.[field] !== undefined)
  const wrong = asked.filter(({ text, expected }) => (read(text)?.[field] ?? '-') !== expected?.[field])
  return { share: wrong.length / asked.length, wrong: wrong.map(({ text }) => text) }
}

describe('the reviewed stories', () => {
  it('holds enough of them to mean something', () => {
    expect(stories.filter(({ expected }) => expected !== null).length).toBeGreaterThan(150)
  })

  it.each([
    ['kind', 0.02],
    ['class', 0.04],
    ['severity', 0.04],
    ['department', 0.05],
    ['person', 0.03],
    ['when', 0.02],
  ] as const)('reads the %s of nearly all', (field, allowed) => {
    const { share, wrong } = wrongIn(field)
    expect(share, wrong.join('\n')).toBeLessThanOrEqual(allowed)
  })

  it('misses no major one', () => {
    const major = stories.filter(({ expected }) => expected?.severity === 'major')
    expect(major.length).toBeGreaterThan(15)
    expect(major.filter(({ text }) => read(text)?.severity !== 'major')).toEqual([])
  })

  it('takes nothing else for a complaint', () => {
    expect(stories.filter(({ text, expected }) => expected === null && read(text) !== null)).toEqual([])
  })
})

describe('words that mislead', () => {
  it.each([
    ['等死我了，排队两个小时', 'simple'],
    ['医生走了也不说一声，让我白等一上午', 'simple'],
    ['热死人了，空调坏了没人修', 'simple'],
    ['打电话打了三十遍没人接', 'simple'],
    ['差点出人命，药发错了', 'complex'],
    ['护士打人', 'major'],
    ['你们骗人，不给我解决我拎着菜刀来找你们', 'major'],
    ['在你们产科孩子生下来就不会哭，说是拖太久缺氧，谁负责', 'major'],
  ])('%s is %s', (text, severity) => {
    expect(read(text)).toMatchObject({ kind: 'complaint', severity })
  })

  it.each(['同病房八户人家都签了字要讨个说法', 'B超室那个男的让我把裤子全脱了还锁门'])(
    'hears that %s is major, though no rule names it',
    (text) => {
      expect(severityInWords(toldIn(text), true)).toBe('simple')
      expect(read(text)).toMatchObject({ kind: 'complaint', severity: 'major' })
    },
  )

  it('keeps praise simple though somebody died or a red packet was refused', () => {
    expect(read('我爸去世了，但是感谢医生护士尽心尽力的照顾')).toMatchObject({
      kind: 'praise',
      severity: 'simple',
    })
    expect(read('感谢李主任，坚决不收红包')).toMatchObject({
      kind: 'praise',
      severity: 'simple',
      person: '李主任',
    })
  })

  it('takes somebody who is no person for nobody', () => {
    for (const text of ['对方医生态度差', '任何医生都不理我，态度差', '值班护士态度差', '由于护士态度差']) {
      expect(read(text)?.person).toBeNull()
    }
  })
})

describe('what the caller knows', () => {
  it('passes a known day through', () => {
    expect(read('昨天护士骂我', { when: '2026-11-01' })?.when).toBe('2026-11-01')
    expect(read('昨天护士骂我', { when: null })?.when).toBeNull()
  })

  it('asks for the department where its own rules find none, and gives its name', () => {
    const findDepartment = () => 'key-of-心理科'
    expect(read('那边的医生态度太差', { findDepartment })?.department).toBe('心理科')
  })

  it('names a support department that the hospital does not list', () => {
    expect(read('厕所太脏了', { departments: [] })?.department).toBe('后勤科')
  })
})

/** Of the processor, in microseconds: the machine may have other work. */
const FIFTY_MILLISECONDS = 50_000

describe('whatever the string', () => {
  it('never throws and is quick', () => {
    const words = [
      '护士',
      '态度',
      '差',
      '等了',
      '三个小时',
      '死',
      '钱',
      '王医生',
      '不',
      ',',
      '。',
      '很多',
      'a',
      '😀',
    ]
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 2000 }),
      fc.array(fc.constantFrom(...words), { maxLength: 600 }).map((parts) => parts.join('').slice(0, 2000)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const start = process.cpuUsage()
        readComplaint(text, { ...context, when: null })
        const { user, system } = process.cpuUsage(start)
        return user + system < FIFTY_MILLISECONDS
      }),
      { numRuns: 150 },
    )
  })
})
