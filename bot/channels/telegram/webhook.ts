/** Telegram calls us: accepted is answered with 200, anything else comes again. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Update } from 'grammy/types'
import type { Hono } from 'hono'
import { z } from 'zod'

const HEADER = 'x-telegram-bot-api-secret-token'

const reported = z.looseObject({ update_id: z.number().int() })

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export interface Webhook {
  url: string
  secret: string
}

/** Serves the path of the webhook's address; `take` is absent until the bot knows who it is. */
export const serveWebhook = (
  app: Hono,
  { url, secret }: Webhook,
  take: () => ((updates: Update[]) => Promise<void>) | undefined,
): void => {
  const expected = digest(secret)
  app.post(new URL(url).pathname, async (c) => {
    if (!timingSafeEqual(digest(c.req.header(HEADER) ?? ''), expected)) return c.body(null, 401)
    const body = reported.safeParse(await c.req.json().catch(() => null))
    if (!body.success) return c.body(null, 400)
    const taker = take()
    if (!taker) return c.body(null, 503)
    try {
      await taker([body.data])
      return c.body(null, 200)
    } catch {
      // Telegram repeats it; why it failed is in the log of whoever took it.
      return c.body(null, 503)
    }
  })
}
