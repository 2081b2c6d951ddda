import type { ComplaintClass, ComplaintKind } from '../../domain/understanding.ts'
import { probabilities } from '../intents/linear-model.ts'
import { CLASSES } from './rules.ts'
import { storyFeatures } from './story-features.ts'
import { ILL, loadStoryModel } from './train-stories.ts'

const model = loadStoryModel()
const placeOf = (label: string): number => model.labels.indexOf(label)
const classPlaces = CLASSES.map((name) => [name, placeOf(name)] as const)
const praise = placeOf('praise')
const suggestion = placeOf('suggestion')
const ill = placeOf(ILL)

export interface LikelyStory {
  /** How far it only tells what ails somebody; what is left to 1 is the share of other wishes. */
  ill: number
  kinds: Readonly<Record<ComplaintKind, number>>
  /** Of a complaint; they add up to 1. */
  classes: Readonly<Record<ComplaintClass, number>>
}

/** The second voter beside the rules: what all words of a normalised text together speak for. */
export const likelyStory = (text: string): LikelyStory => {
  const shares = probabilities(model, storyFeatures(text))
  const shareAt = (place: number): number => shares[place] ?? 0
  const complaint = classPlaces.reduce((sum, [, place]) => sum + shareAt(place), 0)
  const classes = classPlaces.map(([name, place]) => [name, shareAt(place) / Math.max(complaint, 1e-6)])
  return {
    ill: shareAt(ill),
    kinds: { complaint, praise: shareAt(praise), suggestion: shareAt(suggestion) },
    classes: Object.fromEntries(classes) as LikelyStory['classes'],
  }
}
