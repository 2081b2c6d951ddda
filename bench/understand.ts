import { performance } from 'node:perf_hooks'
import { lexiconOf } from '../domain/hospital.ts'
import { projectFile } from '../domain/project-root.ts'
import { loadHospital } from '../hospital/load-hospital.ts'
import { readComplaint } from '../nlu/complaints/read-complaint.ts'
import { screenEmergency } from '../nlu/emergencies/screen-emergency.ts'
import { readCorpus } from '../nlu/intents/corpus.ts'
import { loadClassify } from '../nlu/intents/load-classify.ts'
import { createNames } from '../nlu/names/create-names.ts'
import { normalise } from '../nlu/normalise.ts'
import { readNumbers } from '../nlu/numbers/read-numbers.ts'
import { createTriage } from '../nlu/triage/suggest-departments.ts'
import { createUnderstand } from '../nlu/understand.ts'
import { readWhen } from '../nlu/when/read-when.ts'
import { readYesNo } from '../nlu/yes-no/read-yes-no.ts'

/** Times each stage of the understanding over distinct sentences: `npx tsx bench/understand.ts`. */

const AT = '2026-11-23T09:00'
/** The first round warms the compiler up and is not counted; of the others the quickest, since other work only lengthens one. */
const ROUNDS = 4

const lexicon = lexiconOf(loadHospital(projectFile('hospital', 'demo.yaml')))
const sentences = [...new Set(readCorpus().map(({ text }) => text))].filter((_, i) => i % 5 === 0)
const normalised = sentences.map((text) => normalise(text).text)

const classify = await loadClassify()
const readNames = createNames(lexicon)
const triage = createTriage(lexicon)
const understand = createUnderstand(lexicon)
const departments = lexicon.departments.map(({ key, name }) => ({ key, name }))

const stages: Record<string, (text: string, i: number) => unknown> = {
  normalise: (_, i) => normalise(sentences[i] ?? ''),
  emergencies: (text) => screenEmergency(text),
  names: (text) => readNames(text, {}),
  numbers: (text) => readNumbers(text, { today: AT.slice(0, 10) }),
  when: (text) => readWhen(text, { at: AT }),
  classify: (text) => classify(text),
  triage: (text) => triage(text),
  complaints: (text) =>
    readComplaint(text, { at: AT, departments, findDepartment: (told) => readNames(told).department }),
  'yes or no': (text) => readYesNo(text, 'confirm-booking'),
  understand: (_, i) => understand(sentences[i] ?? '', { at: AT }),
}

/** Milliseconds that each sentence takes, ascending. Between two goes of a sentence lie all the others. */
const timesOf = (stage: (text: string, i: number) => unknown): number[] => {
  const best = normalised.map(() => Infinity)
  for (let round = 0; round <= ROUNDS; round++)
    normalised.forEach((text, i) => {
      const start = performance.now()
      stage(text, i)
      if (round > 0) best[i] = Math.min(best[i] ?? Infinity, performance.now() - start)
    })
  return best.sort((a, b) => a - b)
}

process.stdout.write(`${sentences.length} sentences, ms: median, p95, p99, most\n`)
for (const [name, stage] of Object.entries(stages)) {
  const times = timesOf(stage)
  const at = (share: number): string =>
    (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(3).padStart(9)
  process.stdout.write(`${name.padEnd(12)}${at(0.5)}${at(0.95)}${at(0.99)}${at(1)}\n`)
}
