/** Whether the two-hundredth turn of a conversation costs more than the fifth. */
import { openBenchHospital } from './hospital.ts'
import type { Question } from './question.ts'
import { atMost, median } from './row.ts'
import { product } from './sides/product.ts'
import type { Side } from './sides/side.ts'

const EARLY = 5
const LATE = 200
const ENQUIRIES = ['停车场在哪', '挂骨科', '医院几点上班', '换成消化内科', '食堂在哪里', '普通门诊']

const turnOf = async (side: Side, patient: number, n: number): Promise<number> => {
  const from = performance.now()
  await side.say(patient, ENQUIRIES[n % ENQUIRIES.length] ?? '', n)
  return performance.now() - from
}

/** Says everything up to the n-th sentence, and answers how long that one took, in milliseconds. */
const upTo = async (side: Side, patient: number, from: number, n: number): Promise<number> => {
  for (let said = from; said < n; said += 1) await turnOf(side, patient, said)
  return turnOf(side, patient, n)
}

export const length: Question = async ({ redisUrl, quick }) => {
  const hospital = await openBenchHospital({ flood: { slowDownAbove: 100_000, ignoreAbove: 100_000 } })
  const understand = (await hospital.kit.hospital()).understand
  const side = await product({ hospital, redisUrl, understand, tag: '' })
  const pairs = quick ? 6 : 48
  await upTo(side, 1, 0, LATE)
  const early: number[] = []
  const late: number[] = []
  // A long conversation and a new one take turns, and both are asked the same.
  for (let pair = 0; pair < pairs; pair += 1) {
    const n = pair % ENQUIRIES.length
    early.push(await upTo(side, 2 + pair, 0, EARLY + n))
    late.push(
      await upTo(side, 1, LATE + 1 + pair * ENQUIRIES.length, LATE + EARLY + 1 + n + pair * ENQUIRIES.length),
    )
  }
  await side.close()
  await hospital.close()
  return [
    {
      what: `turn ${LATE} of a conversation against turn ${EARLY}`,
      figures: `${median(late).toFixed(2)} : ${median(early).toFixed(2)} ms`,
      held: atMost(median(late) / median(early), 1.1),
    },
  ]
}
