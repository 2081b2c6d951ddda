/** A server that dies between any two steps of accepting, taking and delivering: nothing is lost, nothing is done twice. */
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProductSettings, startProduct } from '../../bot/product.ts'
import { type FaultPoint, faultPoints } from '../../domain/fault-point.ts'
import { projectFile } from '../../domain/project-root.ts'
import { freshDatabase } from '../support/database.ts'
import { idNumber } from '../support/id-numbers.ts'
import { converse, history, post, said, send } from '../support/page.ts'
import { refusedServer, type RunningServer, startServer } from '../support/running-server.ts'
import { count, hospitalAt, setClock } from '../support/server-database.ts'

const dataKey = randomBytes(32)
const NINE = '2026-11-23T09:00:00+08:00'
/** Who books and who complains, and what each says yes with. */
const BOOKS = { chat: 'patients/1', yes: '确认', answer: '约好了' }
const COMPLAINS = { chat: 'patients/2', yes: '可以', answer: '已经登记' }

type Database = Awaited<ReturnType<typeof freshDatabase>>

const settings = ({ url }: Database): ProductSettings => ({
  databaseUrl: url,
  dataKey,
  hospitalFile: projectFile('hospital/demo.yaml'),
  host: '127.0.0.1',
  port: 0,
  demo: true,
  secure: false,
})

const environment = ({ url }: Database, more: Record<string, string> = {}) => ({
  DATABASE_URL: url,
  DATA_KEY: dataKey.toString('base64'),
  ...more,
})

const bringToTheYes = async ({ url }: RunningServer): Promise<void> => {
  const wish = `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(1)}，手机13812345678`
  await converse(url, BOOKS.chat, wish)
  expect(await converse(url, BOOKS.chat, '同意')).toContain('要现在帮您预约吗')
  await converse(url, COMPLAINS.chat, '我要投诉骨科，昨天护士骂人')
  await converse(url, COMPLAINS.chat, '韩梅 13812345679')
}

/** A hospital where one patient was read what would be booked, and another what would be complained of. */
const prepare = async (): Promise<Database> => {
  const database = await freshDatabase()
  await hospitalAt(database.url, NINE)
  const server = await startServer(environment(database))
  await bringToTheYes(server)
  await server.stop()
  return database
}

const dies = async (server: RunningServer): Promise<void> => {
  const { signal, output } = await server.ended
  expect(signal, output).toBe('SIGKILL')
}

type Finishing = (fn: () => Promise<void>) => void

/** A copy of the prepared hospital, a server on it that will die, and the next one; all gone when the test is over. */
const copyOf = async (prepared: Database, finishing: Finishing) => {
  const database = await freshDatabase(prepared.name)
  finishing(() => database.drop())
  const startDying = async (point: FaultPoint): Promise<RunningServer> => {
    const server = await startServer(environment(database, { FAULT_POINT: point }))
    finishing(server.kill)
    return server
  }
  // Within this process: the next server is not killed, and a process of its own would only cost time.
  const startNext = async (): Promise<{ url: string }> => {
    const product = await startProduct(settings(database), pino({ level: 'silent' }))
    finishing(product.stop)
    return product
  }
  return { database, startDying, startNext }
}

/** Both patients say yes at once, to a server that dies of it; what was not acknowledged is sent again to the next. */
const sayYes = async (
  dying: RunningServer,
  startNext: () => Promise<{ url: string }>,
): Promise<{ url: string }> => {
  const yeses = await Promise.all(
    [BOOKS, COMPLAINS].map(async ({ chat, yes }) => ({ chat, yes, ...(await post(dying.url, chat, yes)) })),
  )
  await dies(dying)
  const next = await startNext()
  for (const { chat, yes, id, status } of yeses) if (status !== 202) await send(next.url, chat, yes, { id })
  return next
}

describe('a server that dies between two steps', { timeout: 120_000 }, () => {
  let prepared: Database
  beforeAll(async () => {
    prepared = await prepare()
  }, 120_000)
  afterAll(() => prepared.drop())

  const ofMessages = faultPoints.filter((point) => point !== 'swept')

  it.concurrent.for(ofMessages)('at “%s”: booked and lodged once, answered once', async (point, test) => {
    const { database, startDying, startNext } = await copyOf(prepared, test.onTestFinished)
    const next = await sayYes(await startDying(point), startNext)
    for (const { chat, yes, answer } of [BOOKS, COMPLAINS]) {
      const answers = async () => (await said(next.url, chat)).filter((text) => text.includes(answer))
      await test.expect.poll(answers, { timeout: 30_000 }).toHaveLength(1)
      await converse(next.url, chat, '你好')
      expect(await answers()).toHaveLength(1)
      expect((await history(next.url, chat)).filter(({ text }) => text === yes)).toHaveLength(1)
    }
    expect(await count(database.url, `appointment WHERE status = 'booked'`)).toBe(1)
    expect(await count(database.url, 'period WHERE booked > 0')).toBe(1)
    expect(await count(database.url, 'ticket')).toBe(1)
  })

  it.concurrent('at “swept”: reminded once', async (test) => {
    const { database, startDying, startNext } = await copyOf(prepared, test.onTestFinished)
    const dying = await startDying('swept')
    await converse(dying.url, BOOKS.chat, BOOKS.yes)
    await setClock(database.url, '2026-12-01T10:30:00+08:00')
    await dies(dying)
    const next = await startNext()
    const reminders = async () => (await said(next.url, BOOKS.chat)).filter((text) => text.includes('明天'))
    await test.expect.poll(reminders, { timeout: 20_000 }).toHaveLength(1)
    await converse(next.url, BOOKS.chat, '你好')
    expect(await reminders()).toHaveLength(1)
  })

  it('that does not exist, or in production, is refused at the start', async () => {
    const unknown = await refusedServer(environment(prepared, { FAULT_POINT: 'nowhere' }))
    expect(unknown.output).toContain('FAULT_POINT: one of arrived')
    expect(unknown.code).toBe(1)
    const live = await refusedServer(environment(prepared, { FAULT_POINT: 'taken', NODE_ENV: 'production' }))
    expect(live.output).toContain('production')
    expect(live.code).toBe(1)
  })
})
