/** What the newcomer has done so far. */
export interface Progress {
  /** A patient wrote something. */
  said: boolean
  /** How often the clock was advanced. */
  moves: number
  /** `moves` when a department's group first had a card. */
  cardAtMove?: number
}

export const STEPS = [
  { name: '说句话', tell: '点左边的一句例子，或者自己写：像患者那样约一个号。' },
  { name: '拨时钟', tell: '约好以后点“明天 8:00”或“1 周”：提醒会在该来的时候来。' },
  { name: '提意见', tell: '说一句不满，答完它问的几句：科室的群里会出现一张卡片。' },
  { name: '等一等', tell: '卡片先不理它，点“1 小时”：看看会去找谁。' },
  { name: '接过来', tell: '到群里按卡片上的“受理”：患者马上就知道有人在管。' },
] as const

/** Index of the step to try next. */
export const nextStep = ({ said, moves, cardAtMove }: Progress): number => {
  if (!said) return 0
  if (cardAtMove !== undefined) return moves > cardAtMove ? 4 : 3
  return moves === 0 ? 1 : 2
}
