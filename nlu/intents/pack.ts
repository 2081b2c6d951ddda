import type { LinearModel } from './linear-model.ts'

/** A model as it is kept: weights as whole numbers, `scale` times which is the weight. */
export interface PackedModel {
  labels: string[]
  vocabulary: string[]
  bias: number[]
  scale: number
  /** Feature by feature. */
  weights: Int16Array
}

const STEPS = 32767

export const pack = ({ labels, vocabulary, weights, bias }: LinearModel): PackedModel => {
  const scale = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-6) / STEPS
  return {
    labels,
    vocabulary: [...vocabulary.keys()],
    bias: [...bias],
    scale,
    weights: Int16Array.from(weights, (w) => Math.round(w / scale)),
  }
}

export const unpack = ({ labels, vocabulary, weights, bias, scale }: PackedModel): LinearModel => {
  const unpacked = new Float32Array(weights.length)
  for (let i = 0; i < weights.length; i++) unpacked[i] = (weights[i] ?? 0) * scale
  return {
    labels,
    vocabulary: new Map(vocabulary.map((feature, i) => [feature, i])),
    weights: unpacked,
    bias: Float32Array.from(bias),
  }
}
