import { readGenerated, writeGenerated } from '../generated-file.ts'
import {
  type Example,
  type FitOptions,
  fit,
  type KeptModel,
  type LinearModel,
  opened,
} from './linear-model.ts'

/** The model kept under a name for these inputs (`key`); fitted on the spot (seconds) where none is. */
export const keptModel = (
  name: string,
  key: string,
  examples: () => Example[],
  options: FitOptions,
): LinearModel => {
  const stored = readGenerated(name, key) as KeptModel | null
  if (stored) return opened(stored)
  const kept = fit(examples(), options)
  writeGenerated(name, key, kept)
  return opened(kept)
}
