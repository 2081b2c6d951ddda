/** A server that dies between any two steps of accepting, taking and delivering: nothing is lost, nothing is done twice. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaultPoint, faultPoints } from '../../domain/fault-point.ts'
import { freshDatabase } from '../support/database.ts'
import { idNumber } from '../support/id-numbers.ts'
import { converse, heard, history, post, said, send } from '../support/page.ts'
import { type RunningServer, startServer } from '../support/running-server.ts'
import { count, hospitalAt } from '../support/server-database.ts'

const PATIENT = 'patients/1'
const DATA_KEY = randomBytes(32).toString('base64')
const NINE = '2026-11-23T09:00:00+08:00'

type Database = Awaited<ReturnType<typeof freshDatabase>>

const environment = ({ url }: Database, more: Record<string, string> = {}) => ({
  DATABASE_URL: url,
  DATA_KEY,
  ...more,
})

/** A hospital where a patient has been read what would be booked, another one what would be complained of. */
const prepare = async (): Promise<Database> => {
  const database = await freshDatabase()
  await hospitalAt(database.url, NINE)
  const server = await startServer(environment(database))
  await converse(
    server.url,
    PATIENT,
    `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(1)}，手机13812345678`,
  )
  const summary = await converse(server.url, PATIENT, '同意')
  expect(summary).toContain('王建国')
  await server.stop()
  return database
}

const dies = async (server: RunningServer): Promise<void> => {
  const { signal, output } = await server.ended
  expect(signal, output).toBe('SIGKILL')
}

describe('a server that dies between two steps', { timeout: 60_000 }, () => {
  let prepared: Database
  beforeAll(async () => {
    prepared = await prepare()
  })
  afterAll(() => prepared.drop())

  const points: FaultPoint[] = faultPoints.filter((point) => point !== 'swept')

  it.concurrent.for(points)('after “%s” books once and answers once', async (point, { onTestFinished }) => {
    const database = await freshDatabase(prepared.name)
    onTestFinished(() => database.drop())
    const first = await startServer(environment(database, { FAULT_POINT: point }))
    onTestFinished(() => first.kill())
    const before = (await said(first.url, PATIENT)).length
    const { id, status } = await post(first.url, PATIENT, '确认')
    await dies(first)
    const next = await startServer(environment(database))
    onTestFinished(() => next.kill())
    if (status !== 202) await send(next.url, PATIENT, '确认', { id })
    const texts = await heard(next.url, PATIENT, before + 1)
    await send(next.url, PATIENT, '你好')
    const all = await heard(next.url, PATIENT, before + 2)
    expect(all.slice(0, -1)).toEqual(texts)
    expect(texts.at(-1)).toContain('约好了')
    expect((await history(next.url, PATIENT)).filter(({ text }) => text === '确认')).toHaveLength(1)
    expect(await count(database.url, `appointment WHERE status = 'booked'`)).toBe(1)
    expect(await count(database.url, 'period WHERE booked > 0')).toBe(1)
  })
})
