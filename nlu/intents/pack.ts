import type { LinearModel } from './linear-model.ts'

/** A model as JSON: weights as whole numbers, `scale` times which is the weight. */
export interface PackedModel {
  labels: string[]
  vocabulary: string[]
  bias: number[]
  scale: number
  /** Base64 of two bytes a weight (signed, the machine's byte order), feature by feature. */
  weights: string
}

const STEPS = 32767

export const pack = ({ labels, vocabulary, weights, bias }: LinearModel): PackedModel => {
  const scale = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-6) / STEPS
  const words = Int16Array.from(weights, (w) => Math.round(w / scale))
  return {
    labels,
    vocabulary: [...vocabulary.keys()],
    bias: [...bias],
    scale,
    weights: Buffer.from(words.buffer).toString('base64'),
  }
}

export const unpack = ({ labels, vocabulary, weights, bias, scale }: PackedModel): LinearModel => {
  const bytes = Buffer.from(weights, 'base64')
  const words = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const unpacked = new Float32Array(words.length)
  for (let i = 0; i < words.length; i++) unpacked[i] = (words[i] ?? 0) * scale
  return {
    labels,
    vocabulary: new Map(vocabulary.map((feature, i) => [feature, i])),
    weights: unpacked,
    bias: Float32Array.from(bias),
  }
}
