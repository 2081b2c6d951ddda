import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { lexiconOf } from '../domain/hospital.ts'
import { projectFile } from '../domain/project-root.ts'
import { loadHospital } from '../hospital/load-hospital.ts'

/**
 * Times the understanding, whole and stage by stage, over distinct sentences, and what it takes to load it:
 * `npx tsx bench/understand.ts`. With `load` it only loads, and prints milliseconds and megabytes.
 */

const AT = '2026-11-23T09:00'
/** The first round warms the compiler up and is not counted; of the others the quickest, since other work only lengthens one. */
const ROUNDS = 4
const EVERY = 5
/** Of a cold process the quickest of so many. */
const LOADS = 3
/** `normalise` cuts at 2,000 characters. */
const LONG_LETTERS = 100_000

/** Milliseconds; megabytes. `must` is asked, `wanted` leaves a turn little more than its database write. */
const AIMS = {
  median: { must: 1, wanted: 0.25 },
  p95: { must: 1, wanted: 0.6 },
  load: { must: 500, wanted: 500 },
  memory: { must: 150, wanted: 150 },
  flood: { must: 50, wanted: 50 },
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const verdict = (name: keyof typeof AIMS, value: number, unit: string): void => {
  const { must, wanted } = AIMS[name]
  const mark = value <= must ? 'ok' : 'short'
  const wish = wanted === must ? '' : `, wanted ${wanted}: ${value <= wanted ? 'ok' : 'short'}`
  print(`${name.padEnd(8)}${value.toFixed(3).padStart(10)} ${unit}  asked ${must}: ${mark}${wish}`)
}

/** The modules of the understanding are loaded when this is called, not before. */
const loadUnderstand = async () => {
  const { createUnderstand } = await import('../nlu/understand.ts')
  return createUnderstand(lexiconOf(loadHospital(projectFile('hospital', 'demo.yaml'))))
}

interface Load {
  ms: number
  mb: number
}

const measureLoad = async (): Promise<Load> => {
  const before = process.memoryUsage.rss()
  const start = process.cpuUsage()
  const understand = await loadUnderstand()
  const { user, system } = process.cpuUsage(start)
  const ms = (user + system) / 1000
  understand('你好', { at: AT })
  return { ms, mb: (process.memoryUsage.rss() - before) / 1e6 }
}

/** What a process of its own takes to load the understanding: processor time, since files are read once. */
const loadApart = (): Load => {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', import.meta.filename, 'load'], {
    encoding: 'utf8',
  })
  return JSON.parse(stdout) as Load
}

type Stage = (text: string, i: number) => unknown

/** Milliseconds that each sentence takes, ascending. Between two goes of a sentence lie all the others. */
const timesOf = (texts: readonly string[], stage: Stage): number[] => {
  const best = texts.map(() => Infinity)
  for (let round = 0; round <= ROUNDS; round++)
    texts.forEach((text, i) => {
      const start = performance.now()
      stage(text, i)
      if (round > 0) best[i] = Math.min(best[i] ?? Infinity, performance.now() - start)
    })
  return best.sort((a, b) => a - b)
}

const at = (times: readonly number[], share: number): number =>
  times[Math.floor((times.length - 1) * share)] ?? 0

const stagesOf = async (sentences: readonly string[]): Promise<Record<string, Stage>> => {
  const lexicon = lexiconOf(loadHospital(projectFile('hospital', 'demo.yaml')))
  const [
    { normalise },
    { screenEmergency },
    { createNames },
    { readNumbers },
    { readWhen },
    { loadClassify },
  ] = await Promise.all([
    import('../nlu/normalise.ts'),
    import('../nlu/emergencies/screen-emergency.ts'),
    import('../nlu/names/create-names.ts'),
    import('../nlu/numbers/read-numbers.ts'),
    import('../nlu/when/read-when.ts'),
    import('../nlu/intents/load-classify.ts'),
  ])
  const [{ createTriage }, { readComplaint }, { readYesNo }] = await Promise.all([
    import('../nlu/triage/suggest-departments.ts'),
    import('../nlu/complaints/read-complaint.ts'),
    import('../nlu/yes-no/read-yes-no.ts'),
  ])
  const classify = await loadClassify()
  const readNames = createNames(lexicon)
  const triage = createTriage(lexicon)
  const departments = lexicon.departments.map(({ key, name }) => ({ key, name }))
  return {
    normalise: (_, i) => normalise(sentences[i] ?? ''),
    emergencies: (text) => screenEmergency(text),
    names: (text) => readNames(text, {}),
    numbers: (text) => readNumbers(text, { today: AT.slice(0, 10) }),
    when: (text) => readWhen(text, { at: AT }),
    classify: (text) => classify(text),
    triage: (text) => triage(text, { emergency: null }),
    complaints: (text) =>
      readComplaint(text, { at: AT, departments, findDepartment: (told) => readNames(told).department }),
    'yes or no': (text) => readYesNo(text, 'confirm-booking'),
  }
}

const row = (name: string, times: readonly number[]): void => {
  const cells = [0.5, 0.95, 0.99, 1].map((share) => at(times, share).toFixed(3).padStart(9))
  print(`${name.padEnd(12)}${cells.join('')}`)
}

const report = async (): Promise<void> => {
  const loads = Array.from({ length: LOADS }, loadApart)
  const understand = await loadUnderstand()
  const { readCorpus } = await import('../nlu/intents/corpus.ts')
  const { normalise } = await import('../nlu/normalise.ts')
  const distinct = [...new Set(readCorpus().map(({ text }) => text))]
  const sentences = distinct.filter((_, i) => i % EVERY === 0)
  const normalised = sentences.map((text) => normalise(text).text)
  print(`${sentences.length} sentences, ms: median, p95, p99, most`)
  for (const [name, stage] of Object.entries(await stagesOf(sentences))) row(name, timesOf(normalised, stage))
  const whole = timesOf(sentences, (text) => understand(text, { at: AT }))
  row('understand', whole)
  const flood = distinct.join('').repeat(9).slice(0, LONG_LETTERS)
  const floods = timesOf([flood], (text) => understand(text, { at: AT }))
  print('')
  verdict('median', at(whole, 0.5), 'ms')
  verdict('p95', at(whole, 0.95), 'ms')
  verdict('flood', at(floods, 0), 'ms')
  verdict('load', Math.min(...loads.map(({ ms }) => ms)), 'ms')
  verdict('memory', Math.min(...loads.map(({ mb }) => mb)), 'MB')
}

if (process.argv[2] === 'load') print(JSON.stringify(await measureLoad()))
else await report()
