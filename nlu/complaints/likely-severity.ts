import type { Severity } from '../../domain/understanding.ts'
import { probabilities } from '../intents/linear-model.ts'
import { storyFeatures } from './story-features.ts'
import { loadSeverityModel } from './train-severity.ts'

const model = loadSeverityModel()
const major = model.labels.indexOf('major')
const complex = model.labels.indexOf('complex')

/** From these shares on a story is as grave as it sounds. A grave one must not be missed; a single sentence sounds like much. */
const SOUNDS_MAJOR = { sentence: 0.6, story: 0.15 }
const SOUNDS_COMPLEX = 0.65
/** So many letters make a story. */
const STORY = 26

/** The second voter beside the rules: how grave a story is by all its words together. */
export const likelySeverity = (text: string): Severity => {
  const shares = probabilities(model, storyFeatures(text))
  const least = text.length < STORY ? SOUNDS_MAJOR.sentence : SOUNDS_MAJOR.story
  if ((shares[major] ?? 0) >= least) return 'major'
  return (shares[complex] ?? 0) + (shares[major] ?? 0) >= SOUNDS_COMPLEX ? 'complex' : 'simple'
}
