import { relative } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { projectFile } from '../../../domain/project-root.ts'
import { isLoopback } from '../../config.ts'
import { demoRoutes } from './demo-routes.ts'
import { boardSecurity, JOB_BOARD } from './job-board.ts'
import { patientRoutes } from './patient-routes.ts'
import { logged, requestLog } from './request-log.ts'
import { staffRoutes } from './staff-routes.ts'
import { LARGEST } from './uploads.ts'
import type { WebContext } from './web-context.ts'

/** How the server is, for whoever watches it. */
export type Health = () => Promise<{ ready: boolean } & Record<string, unknown>>

const pages = (name: string) =>
  serveStatic({ root: relative(process.cwd(), projectFile('dist/web')), path: `${name}/index.html` })

const security = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
  },
  xFrameOptions: 'SAMEORIGIN',
})

/** A site that points its own name at this machine must not reach the demo's powers. */
const calledByLoopbackName: MiddlewareHandler = (c, next) => {
  const { hostname } = new URL(c.req.url)
  return isLoopback(hostname.replace(/^\[|\]$/g, ''))
    ? next()
    : Promise.resolve(c.json({ message: '演示只能在本机打开。' }, 403))
}

/** The web server's routes. */
export const webApp = (web: WebContext, health: Health, demo: boolean): Hono => {
  const app = new Hono()
  app.use(requestId({ limitLength: 64 }))
  app.use(requestLog(web.kit.log))
  app.use((c, next) => (c.req.path.startsWith(JOB_BOARD) ? boardSecurity(c, next) : security(c, next)))
  app.use(csrf())
  app.use(bodyLimit({ maxSize: LARGEST + 100_000, onError: (c) => c.json({ message: '内容太大了。' }, 413) }))
  app.onError((error, c) => {
    // Refused on purpose, such as what another site posts.
    if (error instanceof HTTPException) return c.json({ message: '这个请求不被允许。' }, error.status)
    web.kit.log.error({ ...logged(c), error: error.name }, 'a request failed')
    return c.json({ message: '系统正忙，请稍后再试。' }, 503)
  })
  app.get('/healthz', async (c) => {
    const state = await health()
    return c.json(state, state.ready ? 200 : 503)
  })
  app.route('/api/chat', patientRoutes(web))
  app.route('/api/staff', staffRoutes(web))
  if (demo) {
    app.use('/demo/*', calledByLoopbackName)
    app.route('/demo', demoRoutes(web))
    app.get('/demo', pages('demo'))
  }
  app.get('/', (c) => c.redirect(demo ? '/demo' : '/chat'))
  app.get('/chat', pages('chat'))
  app.get('/staff', pages('staff'))
  app.get('/assets/*', serveStatic({ root: relative(process.cwd(), projectFile('dist/web')) }))
  app.notFound((c) => c.json({ message: '没有这个页面。' }, 404))
  return app
}

/** Listens; rejects where the port is taken. */
export const listen = (
  app: Hono,
  hostname: string,
  port: number,
): Promise<{ server: ServerType; port: number }> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port }, (info) => resolve({ server, port: info.port }))
    server.once('error', reject)
  })
