import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { projectFile } from '../../../domain/project-root.ts'
import {
  createPhraseBook,
  type PhraseReading,
  type WordGroups,
} from '../../../nlu/phrases/compile-phrases.ts'
import { buildRules } from '../../../nlu/phrases/rule-files.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const NAME = `test-${process.pid}`

/** Rules as the files of the understanding have them: groups, and a list that they stand in for. */
const build = ([groups, lists]: unknown[], readings: Record<string, PhraseReading>) => {
  const known = Object.keys(readings).length
  const phrases = createPhraseBook(groups as WordGroups, readings).compile((lists as { told: string }).told)
  return { known, tells: (text: string) => phrases.isIn(text) }
}

describe('rules that are kept as they were read', () => {
  let folder: ReturnType<typeof tempFolder>
  const write = (name: string, contents: string): void => writeFileSync(join(folder.path, name), contents)
  const rules = () =>
    buildRules(
      NAME,
      ['groups.yaml', 'lists.yaml'].map((name) => join(folder.path, name)),
      build,
    )
  beforeAll(() => {
    folder = tempFolder()
  })
  beforeEach(() => {
    write('groups.yaml', 'who: 医生 护士')
    write('lists.yaml', 'told: "{who}骂人"')
    rules()
  })
  afterAll(async () => {
    await folder.remove()
    rmSync(projectFile('nlu', 'generated', `${NAME}.sources.bin`))
  })

  it('are not read again while nothing changes', () => {
    expect(rules().known).toBe(1)
    expect(rules().tells('那护士骂人')).toBe(true)
  })

  it('are read again when a list changes', () => {
    write('lists.yaml', 'told: "{who}打人"')
    expect(rules().known).toBe(0)
    expect(rules().tells('那护士骂人')).toBe(false)
    expect(rules().tells('那护士打人')).toBe(true)
  })

  it('are read again when only a group changes that the same phrase names', () => {
    write('groups.yaml', 'who: 医生 保安')
    expect(rules().known).toBe(0)
    expect(rules().tells('那护士骂人')).toBe(false)
    expect(rules().tells('那保安骂人')).toBe(true)
  })

  it('are read again when what one file loses stands in the next', () => {
    write('groups.yaml', 'who: 医生 护士\nto: 病人')
    rules()
    write('groups.yaml', 'who: 医生 护士')
    write('lists.yaml', 'to: 病人\ntold: "{who}骂人"')
    expect(rules().known).toBe(0)
  })
})
