import { describe, expect, it } from 'vitest'
import { nearestTo } from '../../domain/nearest.ts'

const departments = ['心血管内科', '神经内科', '骨科', '检验科']

describe('nearestTo', () => {
  it.each([
    ['心内科', '心血管内科'],
    ['神内科', '神经内科'],
    ['骨头科', '骨科'],
    ['骨课', undefined],
    ['停车场', undefined],
    ['', undefined],
    ['科'.repeat(100_000), undefined],
  ])('%.10s → %s', (word, meant) => {
    expect(nearestTo(word, departments)).toBe(meant)
  })

  it('takes letters whatever their case, and the first of equals', () => {
    expect(nearestTo('Aliases', ['ALIASES', 'aliases'])).toBe('ALIASES')
    expect(nearestTo('ab', ['xx', 'abd', 'abe'])).toBe('abd')
  })
})
