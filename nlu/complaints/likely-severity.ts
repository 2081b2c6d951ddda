import type { Severity } from '../../domain/understanding.ts'
import { probabilities } from '../intents/linear-model.ts'
import { storyFeatures } from './story-features.ts'
import { loadSeverityModel } from './train-severity.ts'

const model = loadSeverityModel()
const major = model.labels.indexOf('major')
const complex = model.labels.indexOf('complex')

/** From these shares on a story is as grave as it sounds; a grave one must not be missed. */
const SOUNDS_MAJOR = 0.6
const SOUNDS_COMPLEX = 0.65

/** The second voter beside the rules: how grave a story is by all its words together. */
export const likelySeverity = (text: string): Severity => {
  const shares = probabilities(model, storyFeatures(text))
  if ((shares[major] ?? 0) >= SOUNDS_MAJOR) return 'major'
  return (shares[complex] ?? 0) + (shares[major] ?? 0) >= SOUNDS_COMPLEX ? 'complex' : 'simple'
}
