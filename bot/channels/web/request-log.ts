/** A line for every request, at level debug: which route, never what stood in the address. */
import type { Context, MiddlewareHandler } from 'hono'
import type { RequestIdVariables } from 'hono/request-id'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'

type Named = Context<{ Variables: RequestIdVariables }>

/** What a log may say of a request: its id and the pattern of the route that took it. */
export const logged = (c: Context): { request: string; method: string; route: string } => ({
  request: (c as Named).get('requestId'),
  method: c.req.method,
  route: routePath(c, -1),
})

export const requestLog =
  (log: Logger): MiddlewareHandler =>
  async (c, next) => {
    const from = performance.now()
    await next()
    log.debug({ ...logged(c), status: c.res.status, ms: Math.round(performance.now() - from) }, 'request')
  }
