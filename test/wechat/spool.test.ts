import { randomBytes } from 'node:crypto'
import { appendFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InboundMessage } from '../../domain/message.ts'
import { listenTo } from '../../domain/observed.ts'
import { openSpool, type Spool } from '../../handlers/spool.ts'
import { createVault } from '../../prisma/vault.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { until } from './account-under-test.ts'

const vault = createVault(randomBytes(32))

const message = (id: string): InboundMessage => ({
  channel: 'wechat',
  chat: 'oAnna',
  chatKind: 'private',
  sender: 'oAnna',
  externalId: id,
  text: `第${id}句`,
})

describe('messages while the database is away', () => {
  let folder: ReturnType<typeof tempFolder>
  let isThere: boolean
  let accepted: string[]
  let refused: string[]
  const open = (): Promise<Spool> =>
    openSpool({
      folder: folder.path,
      name: 'wechat',
      vault,
      log: pino({ level: 'silent' }),
      accept: ({ externalId: id }) => {
        if (!isThere || refused.includes(id)) return Promise.reject(new Error('not now'))
        if (accepted.includes(id)) return Promise.resolve(false)
        accepted.push(id)
        return Promise.resolve(true)
      },
      ping: () => (isThere ? Promise.resolve() : Promise.reject(new Error('away'))),
    })

  beforeEach(() => {
    folder = tempFolder()
    isThere = false
    accepted = []
    refused = []
  })
  afterEach(() => folder.remove())

  it('outlive the process, and a line that was half written', async () => {
    const first = await open()
    for (const id of ['1', '2']) expect(await first.take(message(id))).toBe('spooled')
    await first.stop()
    appendFileSync(join(folder.path, 'wechat.spool'), 'c29tZXRoaW5nIGhhbGY')
    isThere = true
    let waiting = 0
    const deaf = listenTo('spool', (told) => (waiting = told.waiting))
    const second = await open()
    expect(waiting).toBe(3)
    await until('nothing waits any more', () => waiting === 0)
    deaf()
    expect(accepted).toEqual(['1', '2'])
    expect(readdirSync(folder.path)).toEqual([])
    expect([await second.take(message('3')), await second.take(message('3'))]).toEqual([
      'accepted',
      'repeated',
    ])
    await second.stop()
  })

  it('keep their order: what comes while others wait goes behind them', async () => {
    const spool = await open()
    await spool.take(message('1'))
    isThere = true
    expect(await spool.take(message('2'))).toBe('spooled')
    await until('they are accepted', () => accepted.length === 2)
    expect(accepted).toEqual(['1', '2'])
    await spool.stop()
  })

  it('do not wait for one that can never be accepted: it is put aside', async () => {
    const spool = await open()
    for (const id of ['1', '2', '3']) await spool.take(message(id))
    refused = ['2']
    isThere = true
    await until('the others are accepted', () => accepted.length === 2)
    expect(accepted).toEqual(['1', '3'])
    await until('it is put aside', () => readdirSync(folder.path).join() === 'wechat.refused')
    await spool.stop()
  })
})
