import { createHash, type Hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectFile } from '../../domain/project-root.ts'
import { normalise } from '../normalise.ts'

/** A training utterance; those of one `skeleton` (a line of the corpus) belong to the same side of any split. */
export interface Sample {
  text: string
  /** An intent, or a background class `none.*`. */
  label: string
  skeleton: string
}

/** Utterances taken of one line, however many its alternatives allow. */
const PER_LINE = 4
const folder = (): string => projectFile('nlu', 'corpus')

const corpusFiles = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => name.endsWith('.txt'))
    .sort()

const alternatives = (line: string): string[][] =>
  line.split(/\(([^()]*\|[^()]*)\)/).map((part, i) => (i % 2 === 0 ? [part] : part.split('|')))

/** Some of the readings of a line with `(a|b|)` alternatives: spread evenly, the same every time, each word as often as may be. */
export const expand = (line: string, limit = PER_LINE): string[] => {
  const parts = alternatives(line)
  const widest = Math.max(...parts.map(({ length }) => length))
  const total = parts.reduce((product, { length }) => product * length, 1)
  const count = Math.min(total, Math.max(limit, widest))
  const readings = Array.from({ length: count }, (_, i) =>
    parts.map((options, part) => options[(i + part * (i >> 1)) % options.length] ?? '').join(''),
  )
  return [...new Set(readings)]
}

const samplesOf = (path: string, file: string): Sample[] => {
  const label = file.slice(0, -'.txt'.length)
  const lines = readFileSync(join(path, file), 'utf8').split('\n')
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('# '))
    .flatMap((line) =>
      expand(line).map((text) => ({ text: normalise(text).text, label, skeleton: `${label}:${line}` })),
    )
}

/** Every utterance of the `*.txt` of a folder, normalised; the file's name is the label. */
export const samplesIn = (path: string): Sample[] =>
  corpusFiles(path).flatMap((file) => samplesOf(path, file))

/** Every utterance of `nlu/corpus/`. */
export const readCorpus = (): Sample[] => samplesIn(folder())

const hashFolder = (hash: Hash, path: string, names: RegExp): void => {
  const files = readdirSync(path).filter((name) => names.test(name))
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(path, name)))
}

const hashOfCorpora = (): string => {
  const hash = createHash('sha256')
  hashFolder(hash, folder(), /\.(txt|json)$/)
  hashFolder(hash, dirname(fileURLToPath(import.meta.url)), /^(?!.*\.d\.ts$).*\.[jt]s$/)
  return hash.digest('hex')
}

let key: string | undefined

/** Changes whenever the corpora, the lexicons or the code that turns text into features do; read once. */
export const corpusKey = (): string => (key ??= hashOfCorpora())
