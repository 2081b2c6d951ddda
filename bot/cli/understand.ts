import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { lexiconOf } from '../../domain/hospital.ts'
import { projectFile } from '../../domain/project-root.ts'
import { loadHospital } from '../../hospital/load-hospital.ts'
import { createUnderstand } from '../../nlu/understand.ts'
import { createUnderstandingLine, requestOf } from '../../nlu/understanding-line.ts'

const ZONE = 'Asia/Shanghai'

const { values } = parseArgs({
  options: { hospital: { type: 'string', default: projectFile('hospital', 'demo.yaml') } },
})
const lexicon = lexiconOf(loadHospital(values.hospital))
const understand = createUnderstand(lexicon)
const toLine = createUnderstandingLine(lexicon)

const answer = (line: string): object => {
  const now = Temporal.Now.plainDateTimeISO(ZONE).toString({ smallestUnit: 'second' })
  const request = requestOf(line, { now, zone: ZONE })
  if (!request.ok) return { error: String(request.detail?.problem ?? request.reason) }
  return toLine(understand(request.value.text, request.value.context))
}

/** Reads JSON lines `{"text", "at"?, "question"?, "about"?}` and prints what was understood, a line for a line. */
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answer(line))}\n`)
}
