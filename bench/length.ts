/** Whether the two-hundredth turn of a conversation costs more than the fifth. */
import { openBenchHospital } from './hospital.ts'
import type { Question } from './question.ts'
import { atMost, median } from './row.ts'
import { sayTo } from './say-to.ts'
import { product } from './sides/product.ts'
import type { Side } from './sides/side.ts'

/** Sentences said before those that are timed; of both the same comes next. */
const EARLY = 4
const LATE = 196
const ENQUIRIES = ['停车场在哪', '挂骨科', '医院几点上班', '换成消化内科', '食堂在哪里', '普通门诊']

/** Sentences come without a pause: in a second as many as nobody types in the minute that is counted otherwise. */
const FLOOD = { windowSeconds: 1, slowDownAbove: 100_000, ignoreAbove: 100_000 }

type Ask = (sentences: number) => Promise<number>

/** A patient who asks one thing after the other; each call says the next sentences and answers how long one took, in milliseconds. */
const asking = (side: Side, patient: number): Ask => {
  let said = 0
  return async (sentences) => {
    const from = performance.now()
    for (let n = 0; n < sentences; n += 1, said += 1)
      await sayTo(side, patient, ENQUIRIES[said % ENQUIRIES.length] ?? '', said)
    return (performance.now() - from) / sentences
  }
}

/** Milliseconds a turn of the long conversation and of new ones, which are asked the same and have gone the same way. */
const compare = async (side: Side, pairs: number): Promise<{ early: number[]; late: number[] }> => {
  const long = asking(side, 1)
  await long(LATE)
  const early: number[] = []
  const late: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const fresh = asking(side, 2 + pair)
    await fresh(EARLY)
    early.push(await fresh(ENQUIRIES.length))
    late.push(await long(ENQUIRIES.length))
  }
  return { early, late }
}

export const length: Question = async ({ redisUrl, quick }) => {
  const hospital = await openBenchHospital({ flood: FLOOD })
  const understand = (await hospital.kit.hospital()).understand
  const side = await product({ hospital, redisUrl, understand, tag: '' })
  const { early, late } = await compare(side, quick ? 6 : 48)
  await side.close()
  await hospital.close()
  return [
    {
      what: `turn ${LATE + EARLY} of a conversation against turn ${EARLY + 1}`,
      figures: `${median(late).toFixed(2)} : ${median(early).toFixed(2)} ms`,
      held: atMost(median(late) / median(early), 1.1),
    },
  ]
}
