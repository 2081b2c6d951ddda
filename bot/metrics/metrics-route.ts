/** /metrics: for the hospital's monitoring. From this machine itself, or with the token. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Handler } from 'hono'
import type { Registry } from 'prom-client'
import { isLoopback } from '../config.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const bears = (c: Context, token: string): boolean =>
  timingSafeEqual(digest(c.req.header('authorization') ?? ''), digest(`Bearer ${token}`))

/** A proxy on this machine calls from it too, and says for whom. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

const fromThisMachine = (c: Context): boolean => {
  const address = (getConnInfo(c).remote.address ?? '').replace(/^::ffff:/, '')
  const named = new URL(c.req.url).hostname.replace(/^\[|\]$/g, '')
  return isLoopback(address) && isLoopback(named) && FORWARDED.every((header) => !c.req.header(header))
}

export const metricsRoute =
  (registry: Registry, refresh: () => Promise<void>, token: string | undefined): Handler =>
  async (c) => {
    if (token === undefined ? !fromThisMachine(c) : !bears(c, token))
      return c.json({ message: '没有这个页面。' }, 404)
    await refresh()
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType })
  }
