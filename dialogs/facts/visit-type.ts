import { type Fact, known } from '../engine/dialog.ts'

/** 初诊 or 复诊, kept when it was said and never asked for. Source: AP-1. */
export const visitType: Fact = {
  name: 'visitType',
  hear: ({ understanding: { entities } }) => entities.visitType,
  resolve: (said) => known(said ?? null),
}
