/** `npm run rehearse -- --seed N --patients P --days D`: exit 1 when an invariant breaks. */
import { parseArgs } from 'node:util'
import { startTestServers } from '../support/servers.ts'
import { checkAll } from './checks/all-checks.ts'
import { rehearse } from './rehearsal.ts'
import { reportOf } from './report.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    patients: { type: 'string', default: '200' },
    days: { type: 'string', default: '30' },
  },
})

const positive = (name: keyof typeof values): number => {
  const number = Number(values[name])
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name}: a whole number above 0`)
}

const size = { seed: positive('seed'), patients: positive('patients'), days: positive('days') }
const servers = await startTestServers()
try {
  Object.assign(process.env, servers.variables)
  const from = performance.now()
  const broken = await rehearse(size, async ({ pool, vault, witness, now }) => {
    const found = await checkAll(pool, vault, witness, now())
    console.log(reportOf(witness, found))
    return found
  })
  console.log(
    `seed ${size.seed}, ${size.patients} patients, ${size.days} days, ${((performance.now() - from) / 1_000).toFixed(0)} s`,
  )
  process.exitCode = broken.length === 0 ? 0 : 1
} finally {
  await servers.stop()
}
