import { type FeatureRows, featureRows, rowOf } from './feature-rows.ts'

/** A sample as its features (feature-key.ts), each once. */
export interface Example {
  features: number[]
  label: string
}

/** Weights of a linear classifier, plain data to be kept: one row of `labels.length` whole numbers a feature. */
export interface LinearModel {
  labels: string[]
  rows: FeatureRows
  weights: Int16Array
  /** Times which a weight is what it weighs. */
  scale: number
  bias: Float32Array
}

export interface FitOptions {
  epochs: number
  /** Strength of the pull of every weight to zero. */
  decay: number
  rate: number
  /** Share of the naive Bayes log-ratio in the first guess of each weight. */
  prior: number
  /** Rarer features are left out. */
  minCount: number
  /** Share of an utterance's features that a step does not see, so that none of them is relied on alone. */
  dropout: number
}

export const FIT: FitOptions = { epochs: 14, decay: 2e-5, rate: 0.35, prior: 0.1, minCount: 2, dropout: 0.2 }

/** Where there is a label for whatever may be said, what is unheard of is told best when no word is relied on alone. */
export const FIT_MANY_VOICES: FitOptions = { ...FIT, epochs: 20, prior: 0.6, dropout: 0.5 }

/** A repeatable source of numbers in [0, 1). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const shuffle = (order: Int32Array, random: () => number): void => {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const swapped = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = swapped
  }
}

/** Rows of the features that are seen often enough. */
const vocabularyOf = (examples: Example[], minCount: number): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const { features } of examples) for (const f of features) counts.set(f, (counts.get(f) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= minCount).map(([feature]) => feature)
  return new Map(kept.map((feature, i) => [feature, i]))
}

const known = (features: number[], vocabulary: Map<number, number>): Int32Array => {
  const row = new Int32Array(features.length)
  let count = 0
  for (const feature of features) {
    const place = vocabulary.get(feature)
    if (place !== undefined) row[count++] = place
  }
  return row.subarray(0, count)
}

/** log P(feature | label) / P(feature | any), smoothed: where the descent starts. */
const bayesRatios = (rows: Int32Array[], targets: Int32Array, size: number, width: number): Float32Array => {
  const counts = new Float32Array(size * width)
  const perLabel = new Float32Array(width)
  const perFeature = new Float32Array(size)
  rows.forEach((row, n) => {
    const label = targets[n] ?? 0
    for (const f of row) {
      counts[f * width + label] = (counts[f * width + label] ?? 0) + 1
      perLabel[label] = (perLabel[label] ?? 0) + 1
      perFeature[f] = (perFeature[f] ?? 0) + 1
    }
  })
  const total = perLabel.reduce((sum, n) => sum + n, 0)
  const smoothing = 1
  return counts.map((count, at) => {
    const feature = Math.floor(at / width)
    const expected = ((perFeature[feature] ?? 0) * (perLabel[at % width] ?? 0)) / total
    return Math.log((count + smoothing) / (expected + smoothing))
  })
}

const softmax = (scores: Float32Array): void => {
  let highest = -Infinity
  for (const s of scores) if (s > highest) highest = s
  let sum = 0
  for (let k = 0; k < scores.length; k++) {
    const e = Math.exp((scores[k] ?? 0) - highest)
    scores[k] = e
    sum += e
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) / sum
}

/** Weights while they are learnt. */
interface Learnt {
  weights: Float32Array
  bias: Float32Array
}

const addRows = (out: Float32Array, { weights, bias }: Learnt, row: Int32Array, scale: number): void => {
  const width = bias.length
  out.set(bias)
  for (const f of row) {
    const at = f * width
    for (let k = 0; k < width; k++) out[k] = (out[k] ?? 0) + scale * (weights[at + k] ?? 0)
  }
}

const scaleOf = (count: number): number => 1 / Math.sqrt(Math.max(count, 1))

const STEPS = 32767

/** Multinomial logistic regression by adaptive gradient descent, started from naive Bayes. */
export const fit = (examples: Example[], options: FitOptions = FIT): LinearModel => {
  const labels = [...new Set(examples.map(({ label }) => label))].sort()
  const vocabulary = vocabularyOf(examples, options.minCount)
  const width = labels.length
  const rows = examples.map(({ features }) => known(features, vocabulary))
  const targets = Int32Array.from(examples.map(({ label }) => labels.indexOf(label)))
  const weights = bayesRatios(rows, targets, vocabulary.size, width).map((ratio) => options.prior * ratio)
  const bias = new Float32Array(width)
  descend({ weights, bias }, rows, targets, options)
  const scale = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-6) / STEPS
  const whole = Int16Array.from(weights, (w) => Math.round(w / scale))
  return { labels, rows: featureRows([...vocabulary.keys()]), weights: whole, scale, bias }
}

const descend = (model: Learnt, rows: Int32Array[], targets: Int32Array, options: FitOptions): void => {
  const { weights, bias } = model
  const width = bias.length
  const squares = new Float32Array(weights.length).fill(0.01)
  const biasSquares = new Float32Array(width).fill(0.01)
  const p = new Float32Array(width)
  const order = Int32Array.from(rows.keys())
  const random = randomFrom(7)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    for (const n of order) {
      const row = (rows[n] ?? new Int32Array()).filter(() => random() >= options.dropout)
      const scale = scaleOf(row.length)
      addRows(p, model, row, scale)
      softmax(p)
      p[targets[n] ?? 0] = (p[targets[n] ?? 0] ?? 0) - 1
      step(bias, biasSquares, 0, p, 1, options)
      for (const f of row) step(weights, squares, f * width, p, scale, options)
    }
  }
}

const step = (
  values: Float32Array,
  squares: Float32Array,
  at: number,
  slope: Float32Array,
  scale: number,
  { rate, decay }: FitOptions,
): void => {
  for (let k = 0; k < slope.length; k++) {
    const value = values[at + k] ?? 0
    const g = (slope[k] ?? 0) * scale + decay * value
    const square = (squares[at + k] ?? 0) + g * g
    squares[at + k] = square
    values[at + k] = value - (rate * g) / Math.sqrt(square)
  }
}

/** Probability of each label, in the order of `labels`. */
export const probabilities = (
  { labels, rows, weights, scale, bias }: LinearModel,
  features: readonly number[],
): Float32Array => {
  const width = labels.length
  const scores = new Float32Array(width)
  let known = 0
  for (const feature of features) {
    const row = rowOf(rows, feature)
    if (row < 0) continue
    known += 1
    const at = row * width
    for (let k = 0; k < width; k++) scores[k] = (scores[k] ?? 0) + (weights[at + k] ?? 0)
  }
  const weight = scale * scaleOf(known)
  for (let k = 0; k < width; k++) scores[k] = (scores[k] ?? 0) * weight + (bias[k] ?? 0)
  softmax(scores)
  return scores
}
