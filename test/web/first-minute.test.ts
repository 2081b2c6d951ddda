import { expect, it } from 'vitest'
import { nextStep, type Progress, STEPS } from '../../web/demo/first-minute.ts'

const cases: [string, Progress, string][] = [
  ['at first', { said: false, moves: 0 }, '说句话'],
  ['after a message', { said: true, moves: 0 }, '拨时钟'],
  ['after the clock moved', { said: true, moves: 1 }, '提意见'],
  ['when a card came', { said: true, moves: 1, cardAtMove: 1 }, '等一等'],
  ['when a card came before the clock ever moved', { said: true, moves: 0, cardAtMove: 0 }, '等一等'],
  ['when time passed over the card', { said: true, moves: 2, cardAtMove: 1 }, '接过来'],
]

it.each(cases)('%s', (_, progress, name) => {
  expect(STEPS[nextStep(progress)]?.name).toBe(name)
})
