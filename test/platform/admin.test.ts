/** Backup, restore and a new key as the computer room does them: by command, on the database in the folder. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachEmbeddedPostgres, shutDownFolder } from '../../prisma/embedded/attach-embedded-postgres.ts'
import { adminTool } from '../support/admin-tool.ts'
import { idNumber } from '../support/id-numbers.ts'
import { converse, history } from '../support/page.ts'
import { type RunningServer, startServer } from '../support/running-server.ts'
import { hospitalAt } from '../support/server-database.ts'
import { tempFolder } from '../support/temp-folder.ts'

const ME = 'patients/1'
const WISH = `约12月2号下午两点心内科王建国的号，我叫李雷，身份证${idNumber(1)}，手机13812345678`

describe('the admin tool on a data folder', { timeout: 120_000 }, () => {
  const folder = tempFolder()
  const dataDir = join(folder.path, 'data')
  const otherDir = join(folder.path, 'other')
  const backup = join(folder.path, 'hospital.sql.gz')
  const keyOf = (dir: string): string => readFileSync(join(dir, 'data-key'), 'utf8')
  const admin = (args: string[], typed?: string, dir = dataDir) => adminTool({ DATA_DIR: dir }, args, typed)
  let server: RunningServer
  let before: unknown[]
  let firstKey: string

  beforeAll(async () => {
    const { url, stop } = await attachEmbeddedPostgres(dataDir)
    await hospitalAt(url, '2026-11-23T09:00:00+08:00')
    await stop()
    server = await startServer({ DATA_DIR: dataDir })
    for (const said of [WISH, '同意', '确认']) await converse(server.url, ME, said)
    before = await history(server.url, ME)
    firstKey = keyOf(dataDir)
  }, 120_000)
  afterAll(async () => {
    await server.kill()
    for (const dir of [dataDir, otherDir]) await shutDownFolder(dir)
    await folder.remove()
  })

  it('makes a backup while the server runs, for its owner only', async () => {
    const made = await admin(['backup', backup])
    expect(made.output).toContain(backup)
    expect(made.code).toBe(0)
    expect(statSync(backup).mode & 0o777).toBe(0o600)
    expect(existsSync(`${backup}.part`)).toBe(false)
  })

  it('prints one person’s file, the ID number read from the keyboard', async () => {
    const { code, output } = await admin(['export-person'], `${idNumber(1)}\n`)
    expect(code, output).toBe(0)
    expect(JSON.parse(output.slice(output.indexOf('{')))).toMatchObject({ identity: { name: '李雷' } })
    expect(await admin(['erase-person'], `${idNumber(2)}\n`)).toMatchObject({ code: 1 })
  })

  it('changes the key only when the server is stopped, and everything is still there', async () => {
    const refused = await admin(['rotate-key'])
    expect(refused.output).toContain('还在运行')
    expect(refused.code).toBe(1)
    await server.stop()
    const changed = await admin(['rotate-key'])
    expect(changed, changed.output).toMatchObject({ code: 0 })
    expect(keyOf(dataDir)).not.toBe(firstKey)
    expect(existsSync(join(dataDir, 'data-key.new'))).toBe(false)
    server = await startServer({ DATA_DIR: dataDir })
    expect(await history(server.url, ME)).toEqual(before)
  })

  it('restores into an empty folder with the key of the backup, and with no other', async () => {
    const wrong = await admin(['restore', backup], '', otherDir)
    expect(wrong.output).toContain('another key')
    expect(wrong.code).toBe(1)
    writeFileSync(join(otherDir, 'data-key'), firstKey)
    const right = await admin(['restore', backup], '', otherDir)
    expect(right, right.output).toMatchObject({ code: 0 })
    await server.stop()
    server = await startServer({ DATA_DIR: otherDir })
    expect(await history(server.url, ME)).toEqual(before)
    await converse(server.url, ME, '查一下我的预约')
    expect(JSON.stringify(await history(server.url, ME))).toContain('心血管内科')
  })
})
