/** /staff/jobs: the board of wake-up jobs, to look at. Jobs carry no content; rows are the schedule, and nothing here changes them. */
import { serveStatic } from '@hono/node-server/serve-static'
import type { Queue } from 'bullmq'
import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { WakeQueue } from '../../../jobs/queue.ts'
import { memberOf } from './staff-routes.ts'
import type { WebContext } from './web-context.ts'

export const JOB_BOARD = '/staff/jobs'

/** The board styles its parts in place; nothing else is allowed to it that our own pages are not. */
export const boardSecurity = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
})

/** The administrator sees to the system, whoever else is staff does not. */
const forAdministrators =
  (web: WebContext): MiddlewareHandler =>
  async (c, next) => {
    const member = await memberOf(web, c)
    if (!member) return c.redirect('/staff')
    if (!member.roles.some(({ role }) => role === 'administrator'))
      return c.json({ message: '只有管理员可以看。' }, 403)
    return next()
  }

/** Loaded when somebody first looks: it is large, and few ever do. */
const loadBoard = async (queue: WakeQueue): Promise<Hono> => {
  const [{ createBullBoard }, { BullMQAdapter }, { HonoAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/hono'),
  ])
  const serverAdapter = new HonoAdapter(serveStatic).setBasePath(JOB_BOARD)
  // The adapter's type speaks of Redis; it serves the queue in PostgreSQL as well.
  const queues = [new BullMQAdapter(queue as Queue, { readOnlyMode: true })]
  createBullBoard({ queues, serverAdapter, options: { uiConfig: { boardTitle: '医管家' } } })
  return new Hono().route(JOB_BOARD, serverAdapter.registerPlugin())
}

/** To be routed at `JOB_BOARD`; only reading is answered. */
export const jobBoardRoutes = (web: WebContext, queue: WakeQueue): Hono => {
  let board: Promise<Hono> | undefined
  return new Hono().use('*', forAdministrators(web)).get('*', async (c) => {
    board ??= loadBoard(queue)
    return (await board).fetch(c.req.raw, c.env)
  })
}
