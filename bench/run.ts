/** `npm run bench -- [--only turn,due] [--quick] [--many 10000]`: how fast, side by side in one run; every line with an aim says `ok` or `short`. */
import { cpus, release } from 'node:os'
import { parseArgs } from 'node:util'
import { startTestServers } from '../test/support/servers.ts'
import type { Question } from './question.ts'
import { printRow } from './row.ts'
import { booking } from './booking.ts'
import { due } from './due.ts'
import { fanOut } from './telegram-fan-out.ts'
import { length } from './length.ts'
import { processes } from './processes.ts'
import { startUp } from './start-up.ts'
import { turn } from './turn.ts'
import { understand } from './understand.ts'

const QUESTIONS: Record<string, Question> = {
  turn,
  understand,
  length,
  booking,
  due,
  'fan-out': fanOut,
  'start-up': startUp,
  processes,
}

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false }, many: { type: 'string' } },
})
const asked = values.only?.split(',') ?? Object.keys(QUESTIONS)
const unknown = asked.filter((name) => !(name in QUESTIONS))
if (unknown.length > 0)
  throw new Error(`no such question: ${unknown.join(', ')}; there are ${Object.keys(QUESTIONS).join(', ')}`)

const servers = await startTestServers({ durable: true })
Object.assign(process.env, servers.variables)
const redisUrl = servers.variables.TEST_REDIS_URL
if (redisUrl === undefined) throw new Error('the bench compares with what needs Redis: install redis-server')

console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Linux ${release()}, Node ${process.version}, PostgreSQL with fsync`,
)
const settings = { redisUrl, quick: values.quick, ...(values.many && { many: Number(values.many) }) }
let failed = false
for (const [name, question] of Object.entries(QUESTIONS)) {
  if (!asked.includes(name)) continue
  console.log(`\n${name}`)
  try {
    for (const row of await question(settings)) printRow(row)
  } catch (error) {
    failed = true
    console.log('failed', error)
  }
}
await servers.stop()
// What a failed question left open would keep the process alive.
process.exit(failed ? 1 : 0)
