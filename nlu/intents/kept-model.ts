import { readGenerated, writeGenerated } from '../generated-file.ts'
import { type Example, type FitOptions, fit, type LinearModel } from './linear-model.ts'
import { type PackedModel, pack, unpack } from './pack.ts'

/** The model kept under a name for these inputs (`key`); fitted on the spot (seconds) where none is. */
export const keptModel = (
  name: string,
  key: string,
  examples: () => Example[],
  options: FitOptions,
): LinearModel => {
  const stored = readGenerated(name, key) as PackedModel | null
  if (stored) return unpack(stored)
  const packed = pack(fit(examples(), options))
  writeGenerated(name, key, packed)
  return unpack(packed)
}
