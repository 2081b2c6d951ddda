/** The whole product on a free port of the loopback address, with a database of its own and the built pages. */
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { build } from '../../bot/build.mjs'
import { type Product, type ProductSettings, startProduct } from '../../bot/product.ts'
import { projectFile } from '../../domain/project-root.ts'
import { freshDatabase } from './database.ts'
import { tempFolder } from './temp-folder.ts'

export interface ProductUnderTest extends Product {
  /** Asks as a page would. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}

export const openProduct = async (more: Partial<ProductSettings> = {}): Promise<ProductUnderTest> => {
  build(projectFile(), () => undefined)
  const fresh = await freshDatabase()
  const folder = tempFolder()
  const product = await startProduct(
    {
      databaseUrl: fresh.url,
      ...(process.env.TEST_REDIS_URL ? { redisUrl: process.env.TEST_REDIS_URL } : {}),
      dataKey: randomBytes(32),
      dataDir: folder.path,
      hospitalFile: projectFile('hospital/demo.yaml'),
      host: '127.0.0.1',
      port: 0,
      demo: true,
      secure: false,
      ...more,
    },
    pino({ level: 'silent' }),
  )
  return {
    ...product,
    ask: (method, path, body, headers = {}) =>
      fetch(product.url + path, {
        method,
        headers: { 'content-type': 'application/json', origin: product.url, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    stop: async () => {
      await product.stop()
      await fresh.drop()
      await folder.remove()
    },
  }
}
