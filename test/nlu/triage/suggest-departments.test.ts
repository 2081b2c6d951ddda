import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lexicon } from '../../../domain/lexicon.ts'
import { projectFile } from '../../../domain/project-root.ts'
import { normalise } from '../../../nlu/normalise.ts'
import { readSymptoms } from '../../../nlu/triage/read-symptoms.ts'
import { createTriage } from '../../../nlu/triage/suggest-departments.ts'

const lexiconOf = (names: string): Lexicon => ({
  departments: names.split(' ').map((name) => ({ key: name, name, aliases: [] })),
  doctors: [],
})

const HOSPITAL =
  '心血管内科 消化内科 呼吸内科 神经内科 内分泌科 肾内科 血液内科 风湿免疫科 感染科 普外科 骨科 神经外科 胸外科 泌尿外科 肛肠科 甲乳外科 妇科 产科 儿科 眼科 耳鼻喉科 口腔科 皮肤科 中医科 康复科 疼痛科 心理科 肿瘤科 老年医学科 急诊科 体检中心 检验科 放射科 超声科 药房 收费处'

const triage = createTriage(lexiconOf(HOSPITAL))
const suggested = (raw: string, about = {}): string[] | null =>
  triage(normalise(raw).text, about)?.map(({ department }) => department) ?? null

interface Case {
  text: string
  acceptable: string[]
}

const cases = readFileSync(projectFile('test', 'nlu', 'triage', 'symptoms.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.includes('|') && !line.startsWith('#'))
  .map((line): Case => {
    const [text = '', departments = ''] = line.split('|').map((part) => part.trim())
    return { text, acceptable: departments === 'null' ? [] : departments.split(' ') }
  })

const told = cases.filter(({ acceptable }) => acceptable.length > 0)

describe('departments for the symptoms of the reviewed list', () => {
  it('holds enough cases to mean something', () => {
    expect(told.length).toBeGreaterThan(350)
  })

  it('has an acceptable one first', () => {
    const wrong = told.filter(({ text, acceptable }) => !acceptable.includes(suggested(text)?.[0] ?? ''))
    expect(wrong.length / told.length, wrong.map(({ text }) => text).join('\n')).toBeLessThan(0.02)
  })

  it('has an acceptable one among three', () => {
    const wrong = told.filter(
      ({ text, acceptable }) => !suggested(text)?.some((name) => acceptable.includes(name)),
    )
    expect(wrong).toEqual([])
  })

  it('suggests nothing where no symptom is told', () => {
    const untold = cases.filter(({ acceptable }) => acceptable.length === 0)
    expect(untold.filter(({ text }) => suggested(text) !== null)).toEqual([])
  })
})

describe('whom it is about', () => {
  it.each([
    ['孩子肚子疼', {}, '儿科'],
    ['肚子疼', { age: 6 }, '儿科'],
    ['25岁的儿子肚子疼', {}, '消化内科'],
    ['生完孩子之后膝盖疼', {}, '骨科'],
    ['怀孕五个月咳嗽', {}, '产科'],
    ['咳嗽', { pregnant: true }, '产科'],
    ['没怀孕，月经没来', {}, '妇科'],
    ['孩子近视', {}, '眼科'],
  ])('%s %o → %s', (text, about, first) => {
    expect(suggested(text, about)?.[0]).toBe(first)
  })

  it('does not send a man to gynaecology', () => {
    expect(suggested('小肚子疼', { sex: 'male' })).not.toContain('妇科')
    expect(suggested('小肚子疼', { sex: 'female' })).toContain('妇科')
  })
})

describe('what is told', () => {
  it('gives the words of the patient as the reason', () => {
    expect(triage('这两天牙龈肿痛,还有点发烧')?.[0]).toEqual({ department: '口腔科', reason: '牙龈肿痛' })
  })

  it('leaves out what is denied', () => {
    expect(suggested('没有发烧，就是咳嗽')?.[0]).toBe('呼吸内科')
    expect(suggested('不发烧')).toBeNull()
  })

  it('reads what no word of the lists names from all its words, and says which weighed', () => {
    const text = '最近忙,喝汤老从嘴边漏,一边脸不听使唤'
    expect(readSymptoms(text)).toEqual([])
    const [first] = triage(text, { emergency: null }) ?? []
    expect(first?.department).toBe('神经内科')
    expect(['喝汤老从嘴边漏', '一边脸不听使唤']).toContain(first?.reason)
  })

  it('takes its own doubt for less where an ailment is asked about', () => {
    expect(suggested('不知道挂哪个科', { asking: true })).toBeNull()
    expect(suggested('请问明天几点开门', { asking: true })).toBeNull()
  })

  it.each([
    ['女儿十七岁肚子疼', '消化内科'],
    ['我女儿高二，肚子疼', '消化内科'],
    ['女儿十岁肚子疼', '儿科'],
  ])('%s → %s', (text, first) => {
    expect(suggested(text)?.[0]).toBe(first)
  })

  it('sends an emergency to 急诊科 first', () => {
    expect(suggested('嘴歪了，胳膊抬不起来')?.slice(0, 2)).toEqual(['急诊科', '神经内科'])
  })
})

describe('a hospital with other departments', () => {
  it.each([
    ['好几个关节又肿又疼', '内科 外科 妇产科 儿科 急诊科', '内科'],
    ['膝盖疼', '内科 外科 急诊科', '外科'],
    ['月经不调', '内科 外科 妇产科', '妇产科'],
    ['牙疼', '内科 五官科', '五官科'],
    ['心慌', '心内科 急诊医学科', '心内科'],
    ['突然喘不上气', '心内科 急诊医学科', '急诊医学科'],
  ])('%s in %s → %s', (text, names, first) => {
    expect(createTriage(lexiconOf(names))(text)?.[0]?.department).toBe(first)
  })

  it('never names a department that the hospital has not', () => {
    const few = createTriage(lexiconOf('内科 外科'))
    for (const { text } of told) {
      for (const { department } of few(normalise(text).text) ?? [])
        expect(['内科', '外科']).toContain(department)
    }
  })
})

/** Of the processor, in microseconds: the machine may have other work. */
const FIFTY_MILLISECONDS = 50_000

describe('whatever the string', () => {
  it('never throws and is quick', () => {
    const words = ['头', '疼', '孩子', '膝盖', '和', '不', '发烧', '肿', ',', '。', '怀孕', 'a', '😀']
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 2000 }),
      fc.array(fc.constantFrom(...words), { maxLength: 800 }).map((parts) => parts.join('').slice(0, 2000)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const start = process.cpuUsage()
        triage(text)
        const { user, system } = process.cpuUsage(start)
        return user + system < FIFTY_MILLISECONDS
      }),
      { numRuns: 200 },
    )
  })

  it('reads a usual message in milliseconds at most', () => {
    for (const { text } of told) triage(text)
    const start = performance.now()
    for (const { text } of told) triage(text)
    expect((performance.now() - start) / told.length).toBeLessThan(5)
  })
})
