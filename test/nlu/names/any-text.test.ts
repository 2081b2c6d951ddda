import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lexicon } from '../../../domain/lexicon.ts'
import { createNames } from '../../../nlu/names/create-names.ts'
import { lexicon } from './lexicon.ts'

const SURNAMES = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹')
const GIVEN = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华建国文志晓红梅海波东辉云龙凤雪玲')

/** A roster of `size` doctors over the fixture's departments, the same every time. */
const rosterOf = (size: number): Lexicon => ({
  departments: lexicon.departments,
  doctors: Array.from({ length: size }, (_, i) => ({
    key: `d${i}`,
    name: `${SURNAMES[i % SURNAMES.length]}${GIVEN[Math.floor(i / 7) % GIVEN.length]}${i % 5 === 0 ? '' : GIVEN[(i * 3) % GIVEN.length]}`,
    title: i % 3 === 0 ? '主任医师' : '主治医师',
    department: lexicon.departments[i % lexicon.departments.length]?.key ?? '',
    aliases: [],
  })),
})

const fastest = (task: () => unknown, runs = 3): number =>
  Math.min(
    ...Array.from({ length: runs }, () => {
      const started = performance.now()
      task()
      return performance.now() - started
    }),
  )

describe('two thousand doctors', () => {
  const read = createNames(rosterOf(2000))
  const said = [
    '帮我约下周三下午心内科王主任',
    '我想挂个神经内颗，李小红医生的号还有吗',
    '不是骨科，是疼痛科，给我妈王桂兰挂',
    '张三 13812345678',
    '孩子发烧三天了挂什么科',
    '刘伟大夫和陈芳大夫哪个好',
    '昨天在收费处排了两个小时，收费员态度特别差，我要投诉，你们到底管不管',
  ]

  it('are looked up in about a millisecond (room for a busy machine)', () => {
    for (let i = 0; i < 50; i++) for (const text of said) read(text)
    const perText = fastest(() => {
      for (let i = 0; i < 40; i++) for (const text of said) read(`${text}${i}`)
    })
    expect(perText / (40 * said.length)).toBeLessThan(5)
  })

  it('are indexed in less than half a second', () => {
    expect(fastest(() => createNames(rosterOf(2000)))).toBeLessThan(3000)
  })

  it('are all found by their full names', () => {
    const roster = rosterOf(2000)
    const missed = roster.doctors.filter(({ key, name }) => {
      const { doctor, doctorCandidates } = read(`挂${name}医生的号`)
      return doctor !== key && !doctorCandidates?.includes(key)
    })
    expect(missed).toEqual([])
  })
})

describe('any text', () => {
  const read = createNames(lexicon)
  const piece = fc.constantFrom(
    '王',
    '建国',
    '主任',
    '医生',
    '骨科',
    '内科',
    '不是',
    '我叫',
    '给',
    '挂',
    '号',
    '，',
    ' ',
    '科',
    '的',
    '神经',
    '张三',
    '138',
    '·',
    '我妈',
    '周',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.array(piece, { maxLength: 1000 }).map((parts) => parts.join('').slice(0, 2000)),
    fc
      .array(fc.integer({ min: 0x4e00, max: 0x9fa5 }), { maxLength: 2000 })
      .map((codes) => String.fromCodePoint(...codes)),
  )
  const keys = new Set([...lexicon.departments, ...lexicon.doctors].map(({ key }) => key))

  it('is read without an error, in bounded time, into keys of the lexicon and spans of the text', () => {
    read('预热一下王主任')
    fc.assert(
      fc.property(text, fc.constantFrom(undefined, 'visitor-name', 'confirm-booking'), (s, question) => {
        const names = read(s, question === undefined ? {} : { question })
        for (const key of [
          names.department,
          names.doctor,
          ...(names.doctorCandidates ?? []),
          ...(names.departmentCandidates ?? []),
        ])
          if (key !== null) expect(keys).toContain(key)
        for (const { start, end } of names.spans)
          expect(start >= 0 && start < end && end <= s.length).toBe(true)
        if (names.name !== null) expect(s).toContain(names.name)
        expect(fastest(() => read(s))).toBeLessThan(250)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps to its time limit on floods', () => {
    for (const flood of [
      '王',
      '王主任',
      '我叫',
      '给我妈',
      '骨科',
      '不是骨科',
      '挂个',
      '神经',
      '张三 ',
      '赵',
      '·',
      '医生',
      '心血管',
      '孩子',
    ])
      expect(
        fastest(() => read(flood.repeat(2000).slice(0, 2000))),
        flood,
      ).toBeLessThan(250)
  })
})
