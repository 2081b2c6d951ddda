import type { ComplaintClass } from '../../domain/understanding.ts'
import { probabilities } from '../intents/linear-model.ts'
import { CLASSES } from './rules.ts'
import { storyFeatures } from './story-features.ts'
import { loadStoryModel } from './train-stories.ts'

const model = loadStoryModel()

/** The second voter beside the rules: what all words of a normalised complaint together speak for; the shares add up to 1. */
export const likelyStory = (text: string): Readonly<Record<ComplaintClass, number>> => {
  const shares = probabilities(model, storyFeatures(text))
  const shareOf = (name: ComplaintClass): number => shares[model.labels.indexOf(name)] ?? 0
  const all = CLASSES.reduce((sum, name) => sum + shareOf(name), 0)
  const share = (name: ComplaintClass): number => shareOf(name) / Math.max(all, 1e-6)
  return {
    medical: share('medical'),
    other: share('other'),
    service: share('service'),
    charges: share('charges'),
    process: share('process'),
    environment: share('environment'),
  }
}
