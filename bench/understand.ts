/** How soon a sentence is understood, how soon the understanding is loaded, and what odd messages cost. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from '../bot/build.mjs'
import { lexiconOf } from '../domain/hospital.ts'
import type { Lexicon } from '../domain/lexicon.ts'
import { projectFile } from '../domain/project-root.ts'
import type { Understand } from '../domain/understanding.ts'
import { loadHospital } from '../hospital/load-hospital.ts'
import type * as Understanding from '../nlu/understand.ts'
import type { Question } from './question.ts'
import { atMost, median, quantile, type Row } from './row.ts'

const AT = '2026-11-23T09:00'
/** The first rounds warm the compiler up and are not counted. */
const WARMING = 2

/** Milliseconds, megabytes. */
const AIMS = { p95: 1, load: 500, memory: 150, odd: 50 }

/** Every distinct sentence of the held-out sets. */
const sentences = (): string[] => {
  const folder = projectFile('test', 'nlu', 'heldout')
  const cases = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { text: string }[])
  return [...new Set(cases.map(({ text }) => text))]
}

/** Messages that nobody means, longer than any reader goes. */
const ODD = [
  '我'.repeat(100_000),
  '1'.repeat(100_000),
  '周三'.repeat(50_000),
  '不疼'.repeat(50_000),
  '王主任'.repeat(30_000),
  '，。！？'.repeat(25_000),
  '138 '.repeat(25_000),
  '聽日下晝'.repeat(25_000),
  'a'.repeat(100_000),
  '\ud800'.repeat(100_000),
  '\u200d👨‍👩‍👧‍👦'.repeat(10_000),
  '\u0301'.repeat(100_000),
  'ﷺ㍿①'.repeat(30_000),
  ' \n\t\u0000'.repeat(25_000),
  '(('.repeat(50_000),
]

/** Milliseconds that each text takes at best: other work on the machine only lengthens a time. */
const timesOf = (understand: Understand, texts: readonly string[], rounds: number): number[] => {
  const best = texts.map(() => Infinity)
  for (let round = 0; round < WARMING + rounds; round += 1)
    texts.forEach((text, i) => {
      const from = performance.now()
      understand(text, { at: AT })
      if (round >= WARMING) best[i] = Math.min(best[i] ?? Infinity, performance.now() - from)
    })
  return best
}

interface Load {
  ms: number
  mb: number
}

const loadApart = (lexicon: Lexicon): Load => {
  const { stdout } = spawnSync(process.execPath, [projectFile('bench', 'load-understanding.mjs')], {
    input: JSON.stringify(lexicon),
    encoding: 'utf8',
  })
  return JSON.parse(stdout) as Load
}

/** As it runs: what the sources are compiled to on the fly is slower. */
const builtUnderstanding = (): Promise<typeof Understanding> =>
  import(pathToFileURL(projectFile('dist', 'nlu', 'understand.js')).href)

const ms = (value: number): string => `${value.toFixed(2)} ms`

const timed = (understand: Understand, quick: boolean): Row[] => {
  const texts = sentences()
  const times = timesOf(understand, texts, quick ? 1 : 5)
  const [p95, most] = [quantile(times, 0.95), Math.max(...times)]
  const odd = Math.max(...timesOf(understand, ODD, quick ? 1 : 3))
  return [
    {
      what: `a sentence, ${texts.length} held-out ones`,
      figures: `median ${ms(median(times))}, p95 ${ms(p95)}, most ${ms(most)}`,
      held: atMost(p95, AIMS.p95),
    },
    {
      what: `the slowest of ${ODD.length} odd messages`,
      figures: ms(odd),
      held: atMost(odd, AIMS.odd),
    },
  ]
}

const loaded = (lexicon: Lexicon, times: number): Row[] => {
  loadApart(lexicon) // the first may make what the others find made
  const loads = Array.from({ length: times }, () => loadApart(lexicon))
  const wall = median(loads.map((load) => load.ms))
  const memory = median(loads.map((load) => load.mb))
  return [
    {
      what: 'load, built, until the first answer',
      figures: ms(wall),
      held: atMost(wall, AIMS.load),
    },
    {
      what: 'memory that it takes',
      figures: `${memory.toFixed(0)} MB`,
      held: atMost(memory, AIMS.memory),
    },
  ]
}

export const understand: Question = async ({ quick }) => {
  build(projectFile(), () => undefined)
  const lexicon = lexiconOf(loadHospital(projectFile('hospital', 'demo.yaml')))
  const rows = loaded(lexicon, quick ? 1 : 5)
  const { createUnderstand } = await builtUnderstanding()
  return [...timed(createUnderstand(lexicon), quick), ...rows]
}
