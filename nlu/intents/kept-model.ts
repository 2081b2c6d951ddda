import { readGenerated, writeGenerated } from '../generated-file.ts'
import { type Example, type FitOptions, fit, type LinearModel } from './linear-model.ts'

/** The model kept under a name for these inputs (`key`); fitted on the spot (seconds) where none is. */
export const keptModel = (
  name: string,
  key: string,
  examples: () => Example[],
  options: FitOptions,
): LinearModel => {
  const kept = readGenerated(name, key) as LinearModel | null
  if (kept) return kept
  const fitted = fit(examples(), options)
  writeGenerated(name, key, fitted)
  return fitted
}
