/** Backups by hand, or by the hospital's own clock. */
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { readBackup, writeBackup } from '../../prisma/backup.ts'
import type { Database } from '../../prisma/database.ts'
import { print, withMigratedDatabase } from './open-database.ts'

const fileAt = (now: Date): string => `yiguanjia-${now.toISOString().replace(/\D/gu, '').slice(0, 14)}.sql.gz`

/** On disk whole, or not there: under its own name only once everything is written. */
export const backUp = async ({ pool }: Database, named: string): Promise<void> => {
  const now = new Date()
  const file = named === '' ? fileAt(now) : named
  const begun = `${file}.part`
  const gzip = createGzip()
  try {
    const written = pipeline(gzip, createWriteStream(begun, { flags: 'wx', mode: 0o600 }))
    await Promise.all([writeBackup(pool, gzip, now), written])
    const handle = await open(begun, 'r')
    await handle.sync()
    await handle.close()
    await rename(begun, file)
  } catch (error) {
    await rm(begun, { force: true })
    throw error
  }
  print(`备份好了：${file}`)
  print('密钥不在里面：请把 DATA_KEY（或 DATA_DIR 里的 data-key）另外存一份，没有它备份打不开。')
}

export const restore = (file: string): Promise<void> =>
  withMigratedDatabase(async ({ pool, vault }) => {
    const { madeAt } = await readBackup(pool, vault, createReadStream(file).pipe(createGunzip()))
    print(`恢复好了，内容截至 ${madeAt}。现在可以启动服务。`)
  })
