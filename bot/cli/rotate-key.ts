/** A new DATA_KEY. With the embedded database the tool makes and keeps it; else it is given as DATA_KEY_NEW. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createVault } from '../../prisma/vault.ts'
import { hospitalNow } from '../../prisma/queries/clock.ts'
import { rotateKey as rotate } from '../../prisma/rotate-key.ts'
import { isKey } from '../config-variables.ts'
import { readConfig } from '../config.ts'
import { spoolIsEmpty } from '../../handlers/spool.ts'
import { print, withDatabaseUnderAnyKey } from './open-database.ts'

const givenKey = (): Buffer => {
  const given = process.env.DATA_KEY_NEW ?? ''
  if (!isKey(given))
    throw new Error('请先做一把新钥匙：openssl rand -base64 32，放进 DATA_KEY_NEW，再运行一次。')
  return Buffer.from(given, 'base64')
}

/** On disk before anything is encrypted with it; one that an interrupted run has left is taken up again. */
const keptKey = async (file: string): Promise<Buffer> => {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 })
  const handle = await open(file, 'r')
  await handle.sync()
  await handle.close()
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
}

export const rotateKey = async (): Promise<void> => {
  const { dataDir, dataKey } = readConfig(process.env)
  if (!(await spoolIsEmpty(join(dataDir, 'spool'))))
    throw new Error('还有没收完的消息。请先启动服务收完，再停下来换钥匙。')
  const inFile = process.env.DATA_KEY === undefined || process.env.DATA_KEY === ''
  const file = join(dataDir, 'data-key')
  const fresh = inFile ? await keptKey(`${file}.new`) : givenKey()
  const resealed = await withDatabaseUnderAnyKey(async ({ pool }) =>
    rotate(pool, createVault(dataKey), createVault(fresh), await hospitalNow(pool)),
  )
  if (inFile) renameSync(`${file}.new`, file)
  print(resealed === null ? '已经是新钥匙了。' : `${resealed} 条资料已经换成新钥匙加密。`)
  print(inFile ? `新钥匙在 ${file}，请另外存一份。` : '请把 DATA_KEY 换成 DATA_KEY_NEW 的值，再启动服务。')
  print('以前的备份还要用旧钥匙打开；不再需要时请一起销毁。')
}
