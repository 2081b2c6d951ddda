import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimDataDir, holderOf } from '../../prisma/embedded/claim-data-dir.ts'
import { runChild } from '../support/child.ts'
import { tempFolder } from '../support/temp-folder.ts'

const claimant = (folder: string): string => `
  import { claimDataDir } from './prisma/embedded/claim-data-dir.ts'
  setInterval(() => undefined, 1000)
  try { await claimDataDir(${JSON.stringify(folder)}); console.log('claimed') }
  catch (error) { console.log(error.message) }`

describe('one server per data folder', () => {
  let folder: ReturnType<typeof tempFolder>
  beforeEach(() => {
    folder = tempFolder()
  })
  afterEach(() => folder.remove())

  it('refuses a second server with the process id of the first', async () => {
    const first = runChild(claimant(folder.path))
    expect(await first.nextLine()).toBe('claimed')
    await expect(claimDataDir(folder.path)).rejects.toThrow(`process ${first.process.pid}`)
    expect(await holderOf(folder.path)).toBe(first.process.pid)
    await first.kill()
  })

  it('takes over from a killed server', async () => {
    const first = runChild(claimant(folder.path))
    expect(await first.nextLine()).toBe('claimed')
    await first.kill()
    expect(await holderOf(folder.path)).toBeUndefined()
    const claim = await claimDataDir(folder.path)
    expect(await holderOf(folder.path)).toBe(process.pid)
    await claim.release()
  })

  it('is free again after release', async () => {
    const claim = await claimDataDir(folder.path)
    await expect(claimDataDir(folder.path)).rejects.toThrow(`process ${process.pid}`)
    await claim.release()
    const again = await claimDataDir(folder.path)
    await again.release()
  })

  it('does not take another process that has the same pid for the holder', async () => {
    const claim = await claimDataDir(folder.path)
    await claim.release()
    writeFileSync(
      join(folder.path, 'claims', '7'),
      JSON.stringify({ pid: process.pid, start: 'another boot 1' }),
    )
    const again = await claimDataDir(folder.path)
    expect(readdirSync(join(folder.path, 'claims'))).toEqual(['8'])
    await again.release()
  })

  it('gives the folder to exactly one of many that come at once after a crash', async () => {
    const crashed = runChild(claimant(folder.path))
    await crashed.nextLine()
    await crashed.kill()
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => claimDataDir(folder.path)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
