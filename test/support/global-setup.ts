import { startTestServers } from './servers.ts'

/** Starts the servers for a run of vitest by itself; under `npm test` they run already. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL !== undefined) return undefined
  const { variables, stop } = await startTestServers()
  Object.assign(process.env, variables)
  return stop
}
