import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { lexiconOf } from '../../domain/hospital.ts'
import { projectFile } from '../../domain/project-root.ts'
import { loadHospital } from '../../hospital/load-hospital.ts'
import { readCorpus } from '../../nlu/intents/corpus.ts'
import { createUnderstand } from '../../nlu/understand.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { nearDuplicates, textsIn } from '../../test/nlu/evaluation/near-duplicates.ts'
import {
  scoreDepartments,
  scoreDoctors,
  scoreNumbers,
  scoreWhen,
  scoreYesNo,
} from '../../test/nlu/evaluation/score-entities.ts'
import { scoreIntents, scoreScope } from '../../test/nlu/evaluation/score-intents.ts'
import { scoreComplaints, scoreEmergencies, scoreTriage } from '../../test/nlu/evaluation/score-stories.ts'
import { casesIn, HELD_OUT, meets, type SetScore, targets } from '../../test/nlu/evaluation/scores.ts'
import { scoreOutsideDates } from '../../test/nlu/when/outside-dates.ts'

const ALIKE = 0.8
const SPEED_PARTS = 10
const AT = '2026-11-23T09:00'

const { values } = parseArgs({
  options: {
    wrong: { type: 'string', default: '10' },
    sets: { type: 'string', default: HELD_OUT },
    only: { type: 'string' },
  },
})
const shown = Number(values.wrong)
/** Where somebody relies on the figures, a set that is not there is no reason to be content. */
const mustBeWhole = process.env.CI === 'true'
const folder = resolve(values.sets)
const casesOf = casesIn(folder)

const lexicon = lexiconOf(loadHospital(projectFile('hospital', 'demo.yaml')))
const understand = createUnderstand(lexicon)

const outsideDates = (): SetScore | null => {
  const data = process.env.TEST_DATA_DIR ?? projectFile('..', 'shared', 'data')
  if (!existsSync(data)) return null
  const { cases, right, silentlyWrong, wrong, contradicted } = scoreOutsideDates(data)
  const measure = (name: string, count: number) => ({
    set: 'outside dates',
    measure: name,
    value: count / cases,
    cases,
  })
  return {
    measures: [measure('right', right), measure('silently wrong', silentlyWrong)],
    wrong: [
      `${contradicted} cases contradict our conventions (nlu/when/contradictions.json)`,
      ...wrong.map(({ text, expected, got }) => `${text} · ${expected} · ${JSON.stringify(got)}`),
    ],
  }
}

/** Milliseconds of each, in order. */
const timesOf = (texts: string[]): number[] =>
  texts
    .map((text) => {
      const start = performance.now()
      understand(text, { at: AT })
      return performance.now() - start
    })
    .sort((a, b) => a - b)

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Distinct utterances only: nothing may be answered from memory. The middle one of the parts counts: a pause of the machine is in few of them. */
const speed = (): SetScore => {
  const texts = [...new Set(readCorpus().map(({ text }) => text))]
  const parts = Array.from({ length: SPEED_PARTS }, (_, part) =>
    timesOf(texts.filter((_text, index) => index % SPEED_PARTS === part)),
  )
  const at = (share: number): number =>
    median(parts.map((times) => times[Math.floor(times.length * share)] ?? 0))
  return {
    measures: [
      { set: 'speed', measure: 'ms an utterance, median', value: at(0.5), cases: texts.length },
      { set: 'speed', measure: 'ms an utterance, p95', value: at(0.95), cases: texts.length },
    ],
    wrong: [],
  }
}

const sets: Record<string, () => SetScore | null> = {
  intents: () => scoreIntents(casesOf, understand),
  'out-of-scope': () => scoreScope(casesOf, understand, defaultPolicy.understanding.sureFrom),
  when: () => scoreWhen(casesOf, understand, lexicon),
  'outside dates': outsideDates,
  departments: () => scoreDepartments(casesOf, understand, lexicon),
  doctors: () => scoreDoctors(casesOf, understand, lexicon),
  numbers: () => scoreNumbers(casesOf, understand, lexicon),
  'yes-no': () => scoreYesNo(casesOf, understand),
  emergencies: () => scoreEmergencies(casesOf, understand),
  triage: () => scoreTriage(casesOf, understand, lexicon),
  complaints: () => scoreComplaints(casesOf, understand),
  speed,
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Prints a set's measures beside their targets; true where all are met. */
const report = (set: string, score: SetScore | null): boolean => {
  if (!score) {
    print(`${set.padEnd(16)} absent`)
    return !mustBeWhole
  }
  const verdicts = score.measures.map((one) => {
    const target = targets().find(({ set: of, measure }) => of === one.set && measure === one.measure)
    const isMet = target === undefined || meets(one, target)
    const bound = target
      ? `${target.atLeast === undefined ? '≤' : '≥'} ${target.atLeast ?? target.atMost}`
      : ''
    const cells = [set.padEnd(16), one.measure.padEnd(24), one.value.toFixed(4).padStart(8), bound.padEnd(8)]
    print(`${cells.join(' ')} ${isMet ? '     ' : 'BELOW'} (${one.cases} cases)`)
    return isMet
  })
  for (const line of score.wrong.slice(0, shown)) print(`    ${line}`)
  return verdicts.every(Boolean)
}

const asked = values.only?.split(',')
const results = Object.entries(sets)
  .filter(([set]) => asked?.includes(set) ?? true)
  .map(([set, score]) => report(set, score()))
const copies = nearDuplicates(ALIKE, textsIn(folder))
print(`near-duplicates of the corpora among these texts: ${copies.length}`)
for (const { file, text, corpus, likeness } of copies.slice(0, shown))
  print(`    ${file}: ${text} · ${corpus} · ${likeness.toFixed(2)}`)
process.exitCode = results.every(Boolean) && copies.length === 0 ? 0 : 1
