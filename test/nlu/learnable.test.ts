import { describe, expect, it } from 'vitest'
import { lexiconOf } from '../../domain/hospital.ts'
import { projectFile } from '../../domain/project-root.ts'
import { loadHospital } from '../../hospital/load-hospital.ts'
import { learnable } from '../../nlu/learnable.ts'
import { createUnderstand } from '../../nlu/understand.ts'

const hospital = loadHospital(projectFile('hospital', 'demo.yaml'))
const understand = createUnderstand(lexiconOf(hospital))
const kept = (said: string) => learnable(understand(said, { at: '2026-11-23T09:00' }), hospital)

describe('what may be kept to learn from', () => {
  it.each([
    ['那个号的事', '那个号的事'],
    ['下周三下午能不能给挪一下', '下周三下午能不能给挪一下'],
    ['王建国主任的那个怎么弄', '王主任的那个怎么弄'],
    ['王建国的那个怎么弄', '王医生的那个怎么弄'],
    ['给孩子挂号那个事', '给孩子挂号那个事'],
  ])('%s', (said, text) => expect(kept(said)).toBe(text))

  it.each([
    '身份证110101199003074514那个事',
    '打我13812345678',
    '电话一三八一二三四五六七八',
    '我叫李雷，那个号的事',
    '患者：欧阳明月',
    '我妈王秀英的那个',
    'my name is Maria Lopez',
    '我住安康路9号院3单元',
    '加我微信lilei99',
    'lilei@example.com',
    '我1990年3月7日出生的',
    '那个号的事'.repeat(41),
    '',
    '👍',
  ])('not: %s', (said) => expect(kept(said)).toBeNull())
})
