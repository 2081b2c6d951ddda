/** A server that dies between any two steps of accepting, taking and delivering: nothing is lost, nothing is done twice. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultPoints } from '../../domain/fault-point.ts'
import { freshDatabase } from '../support/database.ts'
import { idNumber } from '../support/id-numbers.ts'
import { converse, history, post, said, send } from '../support/page.ts'
import { refusedServer, type RunningServer, startServer } from '../support/running-server.ts'
import { count, hospitalAt, setClock } from '../support/server-database.ts'

const DATA_KEY = randomBytes(32).toString('base64')
const NINE = '2026-11-23T09:00:00+08:00'
/** Who books and who complains, and what each says yes with. */
const BOOKS = { chat: 'patients/1', yes: '确认', answer: '约好了' }
const COMPLAINS = { chat: 'patients/2', yes: '可以', answer: '已经登记' }

type Database = Awaited<ReturnType<typeof freshDatabase>>

const environment = ({ url }: Database, more: Record<string, string> = {}) => ({
  DATABASE_URL: url,
  DATA_KEY,
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

/** A copy of the prepared hospital and a way to start servers on it, all gone when the test is over. */
const copyOf = async (prepared: Database, finishing: Finishing) => {
  const database = await freshDatabase(prepared.name)
  finishing(() => database.drop())
  const start = async (more?: Record<string, string>): Promise<RunningServer> => {
    const server = await startServer(environment(database, more))
    finishing(server.kill)
    return server
  }
  return { database, start }
}

/** Both patients say yes at once, to a server that dies of it; what was not acknowledged is sent again to the next. */
const sayYes = async (
  dying: RunningServer,
  restart: () => Promise<RunningServer>,
): Promise<RunningServer> => {
  const yeses = await Promise.all(
    [BOOKS, COMPLAINS].map(async ({ chat, yes }) => ({ chat, yes, ...(await post(dying.url, chat, yes)) })),
  )
  await dies(dying)
  const next = await restart()
  for (const { chat, yes, id, status } of yeses) if (status !== 202) await send(next.url, chat, yes, { id })
  return next
}

describe('a server that dies between two steps', { timeout: 60_000 }, () => {
  let prepared: Database
  beforeAll(async () => {
    prepared = await prepare()
  })
  afterAll(() => prepared.drop())

  const ofMessages = faultPoints.filter((point) => point !== 'swept')

  it.concurrent.for(ofMessages)('at “%s”: booked and lodged once, answered once', async (point, test) => {
    const { database, start } = await copyOf(prepared, test.onTestFinished)
    const dying = await start({ FAULT_POINT: point })
    const next = await sayYes(dying, start)
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
    const { database, start } = await copyOf(prepared, test.onTestFinished)
    const dying = await start({ FAULT_POINT: 'swept' })
    await converse(dying.url, BOOKS.chat, BOOKS.yes)
    await setClock(database.url, '2026-12-01T10:30:00+08:00')
    await dies(dying)
    const next = await start()
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
