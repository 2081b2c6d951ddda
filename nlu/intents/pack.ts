import type { LinearModel } from './linear-model.ts'

/** A model as JSON: weights as bytes, `scale` times which is the weight. */
export interface PackedModel {
  labels: string[]
  vocabulary: string[]
  bias: number[]
  scale: number
  /** Base64 of one signed byte a weight, feature by feature. */
  weights: string
}

const STEPS = 127
/** Beyond this a weight is cut off: rare, and it keeps the steps fine for the rest. */
const CEILING = 4

export const pack = ({ labels, vocabulary, weights, bias }: LinearModel): PackedModel => {
  const widest = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-6)
  const scale = Math.min(widest, CEILING) / STEPS
  const bytes = Int8Array.from(weights, (w) => Math.max(-STEPS, Math.min(STEPS, Math.round(w / scale))))
  return {
    labels,
    vocabulary: [...vocabulary.keys()],
    bias: [...bias],
    scale,
    weights: Buffer.from(bytes.buffer).toString('base64'),
  }
}

export const unpack = ({ labels, vocabulary, weights, bias, scale }: PackedModel): LinearModel => {
  const bytes = new Int8Array(Buffer.from(weights, 'base64'))
  return {
    labels,
    vocabulary: new Map(vocabulary.map((feature, i) => [feature, i])),
    weights: Float32Array.from(bytes, (byte) => byte * scale),
    bias: Float32Array.from(bias),
  }
}
