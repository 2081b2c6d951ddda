import { chmodSync, mkdtempSync, realpathSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder for one test; other users may pass through it, as PostgreSQL's must when tests run as root. */
export const tempFolder = (): { path: string; remove(): Promise<void> } => {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'yiguanjia-')))
  chmodSync(path, 0o711)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
