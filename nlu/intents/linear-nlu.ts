import type { Container } from '@nlpjs/core'
import { FIT_MANY_VOICES, fit, type LinearModel, probabilities } from './linear-model.ts'
import { featureRows } from './feature-rows.ts'
import type { Units } from './units.ts'

/** Label and probability, best first. */
interface Ranked {
  label: string
  probability: number
}

interface Classification {
  intent: string
  score: number
}

const EMPTY: LinearModel = {
  labels: [],
  rows: featureRows([]),
  weights: new Int16Array(),
  scale: 1,
  bias: new Float32Array(),
}

/** What nlp.js asks of a classifier, without the caches that its own base class keeps of every utterance. */
export class LinearNlu {
  model: LinearModel = EMPTY
  readonly container: Container

  constructor(_settings: object, container: Container) {
    this.container = container
  }

  features(text: string): number[] {
    const normalizer = this.container.get('normalizer-zh') as { normalize(text: string): string }
    const tokenizer = this.container.get('tokenizer-zh') as { tokenize(text: string): Units }
    const stemmer = this.container.get('stemmer-zh') as { stem(units: Units): number[] }
    return stemmer.stem(tokenizer.tokenize(normalizer.normalize(text)))
  }

  /** In the order of the model's labels. */
  probabilities(text: string): Float32Array {
    return probabilities(this.model, this.features(text))
  }

  rank(text: string): Ranked[] {
    const shares = this.probabilities(text)
    return this.model.labels
      .map((label, i) => ({ label, probability: shares[i] ?? 0 }))
      .sort((a, b) => b.probability - a.probability)
  }

  train(corpus: { utterance: string; intent: string }[]): { status: object } {
    this.model = fit(
      corpus.map(({ utterance, intent }) => ({ features: this.features(utterance), label: intent })),
      FIT_MANY_VOICES,
    )
    return { status: { features: this.model.weights.length / this.model.labels.length } }
  }

  process(utterance: string): { classifications: Classification[] } {
    return {
      classifications: this.rank(utterance).map(({ label, probability }) => ({
        intent: label,
        score: probability,
      })),
    }
  }

  toJSON(): LinearModel {
    return this.model
  }

  fromJSON(model: LinearModel): void {
    this.model = model
  }
}
