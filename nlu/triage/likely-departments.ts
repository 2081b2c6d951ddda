import type { Span } from '../../domain/understanding.ts'
import { rowOf } from '../intents/feature-rows.ts'
import { probabilities } from '../intents/linear-model.ts'
import { placedSymptomFeatures, symptomFeatures } from './symptom-features.ts'
import { loadDepartmentModel, NOTHING } from './train-departments.ts'

/** What the words of a text, all taken together, speak for. */
export interface Likely {
  /** By common name; they add up to 1. */
  departments: ReadonlyMap<string, number>
  /** How likely the text tells of no symptom at all, 0…1. */
  nothing: number
  /** The clause that weighs most for a department. */
  reasonFor: (department: string) => Span
}

const model = loadDepartmentModel()

const clausesOf = (text: string): Span[] =>
  [...text.matchAll(/[^\s,。!?;:、]+/gu)].map(({ 0: clause, index }) => ({
    start: index,
    end: index + clause.length,
  }))

const weightFor = (label: number, feature: number): number => {
  const row = rowOf(model.rows, feature)
  return row < 0 ? 0 : (model.weights[row * model.labels.length + label] ?? 0)
}

const heaviestClause = (text: string, department: string): Span => {
  const label = model.labels.indexOf(department)
  const features = [...placedSymptomFeatures(text)]
  const weighed = clausesOf(text).map((clause) => ({
    clause,
    weight: features
      .filter(([, { start, end }]) => clause.start <= start && end <= clause.end)
      .reduce((sum, [feature]) => sum + weightFor(label, feature), 0),
  }))
  const [first] = weighed.sort((a, b) => b.weight - a.weight)
  return first?.clause ?? { start: 0, end: text.length }
}

/** The second voter: which departments see patients who talk like this, by all words of a normalised text. */
export const likelyDepartments = (text: string): Likely => {
  const shares = probabilities(model, symptomFeatures(text))
  const nothing = shares[model.labels.indexOf(NOTHING)] ?? 0
  const rest = Math.max(1 - nothing, 1e-6)
  const departments = new Map<string, number>()
  model.labels.forEach((label, i) => {
    if (label !== NOTHING) departments.set(label, (shares[i] ?? 0) / rest)
  })
  return { departments, nothing, reasonFor: (department) => heaviestClause(text, department) }
}
