import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkIdNumber } from '../../../domain/id-number.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Completes 17 digits, after GB 11643. */
export const withCheckDigit = (body: string): string => {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(body[i]), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

describe('checkIdNumber', () => {
  it('reads birth, sex and province', () => {
    expect(checkIdNumber('11010519491231002X')).toEqual({
      ok: true,
      value: { number: '11010519491231002X', bornOn: '1949-12-31', sex: 'female', province: '北京' },
    })
    expect(checkIdNumber(' 440524188001010014 ')).toMatchObject({
      ok: true,
      value: { bornOn: '1880-01-01', sex: 'male', province: '广东' },
    })
    expect(checkIdNumber('11010519491231002x')).toMatchObject({
      ok: true,
      value: { number: '11010519491231002X' },
    })
  })

  it.each([
    ['', 'length'],
    ['110105491231002', 'length'],
    ['11010519491231002', 'length'],
    ['11010519491231002X1', 'length'],
    ['1101051949123100XX', 'characters'],
    ['11010519491231002A', 'characters'],
    ['X1010519491231002X', 'characters'],
    ['110105194912310021', 'checksum'],
    [withCheckDigit('99010519491231002'), 'province'],
    [withCheckDigit('00010519491231002'), 'province'],
    [withCheckDigit('11010519490230002'), 'date'],
    [withCheckDigit('11010519491331002'), 'date'],
    [withCheckDigit('11010519000229001'), 'date'],
    [withCheckDigit('11010517491231002'), 'date'],
  ])('%s: %s', (number, reason) => {
    expect(checkIdNumber(number)).toEqual({ ok: false, reason })
  })

  it('refuses births in the future of the given day only', () => {
    const number = withCheckDigit('11010520261201001')
    expect(checkIdNumber(number).ok).toBe(true)
    expect(checkIdNumber(number, '2026-12-01').ok).toBe(true)
    expect(checkIdNumber(number, '2026-11-30')).toEqual({ ok: false, reason: 'date' })
  })

  it('accepts every rightly made number and notices every single wrong digit', () => {
    const born = fc.date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
    const body = fc
      .tuple(
        fc.constantFrom('11', '31', '42', '44', '51', '65'),
        fc.integer({ min: 100, max: 9999 }),
        born,
        fc.integer({ min: 0, max: 999 }),
      )
      .map(
        ([province, area, date, serial]) =>
          province +
          String(area).padStart(4, '0') +
          date.toISOString().slice(0, 10).replaceAll('-', '') +
          String(serial).padStart(3, '0'),
      )
    fc.assert(
      fc.property(body, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const number = withCheckDigit(digits)
        expect(checkIdNumber(number)).toMatchObject({ ok: true, value: { number } })
        const wrong = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1)
        expect(checkIdNumber(wrong).ok).toBe(false)
      }),
    )
  })
})
