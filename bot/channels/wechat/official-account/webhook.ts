/** The address that WeChat posts to: only what WeChat signed, and nothing twice. */
import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import { type Arrival, arrivalOf } from './arrival.ts'
import type { Envelope } from './envelope.ts'
import { isSigned, signatureOf } from './signature.ts'
import { fieldsOf, xmlOf } from './xml.ts'

/** What a request is answered with: words for the patient, `later` for nothing at once, `failed` for WeChat to try again. */
export type Answer = { words: string } | 'later' | 'failed'

export interface WebhookSettings {
  token: string
  /** In safe mode: then nothing else is taken. */
  envelope?: Envelope
  receive(arrival: Arrival, gone: AbortSignal): Promise<Answer>
  log: Logger
  /** Epoch milliseconds of wall time. */
  clock?: () => number
}

const LARGEST = 256 * 1_024
/** Older requests are replayed ones; WeChat repeats its own within seconds. */
const FRESH_SECONDS = 600
const MOST_KEPT = 20_000

/** What was kept within the last `ms`, at most so many. */
const shortMemory = <T>(ms: number, clock: () => number) => {
  const held = new Map<string, { value: T; at: number }>()
  const forget = (): void => {
    for (const [key, { at }] of held) {
      if (held.size <= MOST_KEPT && clock() - at <= ms) return
      held.delete(key)
    }
  }
  return {
    get: (key: string): T | undefined => held.get(key)?.value,
    keep: (key: string, value: T): void => {
      held.set(key, { value, at: clock() })
      forget()
    },
    drop: (key: string): void => void held.delete(key),
  }
}

type Query = Record<string, string>

/** The post's fields, or why it is refused. */
const opened = ({ token, envelope }: WebhookSettings, query: Query, body: string): Query | string => {
  const { timestamp = '', nonce = '' } = query
  const outer = fieldsOf(body)
  if (!envelope) {
    if (!isSigned(query.signature, [token, timestamp, nonce])) return 'not signed'
    return outer.Encrypt !== undefined && outer.FromUserName === undefined
      ? 'encrypted, but WECHAT_OA_AES_KEY is not set'
      : outer
  }
  const sealed = outer.Encrypt ?? ''
  if (sealed === '') return 'not encrypted, though WECHAT_OA_AES_KEY is set'
  if (!isSigned(query.msg_signature, [token, timestamp, nonce, sealed])) return 'not signed'
  try {
    return fieldsOf(envelope.open(sealed))
  } catch {
    return 'sealed with another key or for another account'
  }
}

const guard = (settings: WebhookSettings, clock: () => number) => {
  const bodies = shortMemory<string>(2 * FRESH_SECONDS * 1_000, clock)
  const isFresh = ({ timestamp = '' }: Query): boolean =>
    Math.abs(clock() / 1_000 - Number(timestamp)) <= FRESH_SECONDS

  /** A signature stands for one body only: in plain mode it does not cover the words. */
  const isReused = ({ timestamp = '', nonce = '' }: Query, body: string): boolean => {
    const key = `${timestamp}/${nonce}`
    const digest = createHash('sha256').update(body).digest('base64')
    const before = bodies.get(key)
    if (before === undefined) bodies.keep(key, digest)
    return before !== undefined && before !== digest
  }

  return (query: Query, body: string): Query | string => {
    const fields = opened(settings, query, body)
    if (typeof fields === 'string') return fields
    if (!isFresh(query)) return 'too old or too new: is the clock right?'
    return isReused(query, body) ? 'replayed with other words' : fields
  }
}

const replyTo = (settings: WebhookSettings, { from, to }: Arrival, words: string, now: number): string => {
  const seconds = Math.floor(now / 1_000)
  const plain = xmlOf({
    ToUserName: from,
    FromUserName: to,
    CreateTime: seconds,
    MsgType: 'text',
    Content: words,
  })
  return settings.envelope ? sealedReply(settings.token, settings.envelope.seal(plain), seconds) : plain
}

const sealedReply = (token: string, sealed: string, seconds: number): string => {
  const nonce = String(Math.floor(Math.random() * 1e9))
  return xmlOf({
    Encrypt: sealed,
    MsgSignature: signatureOf([token, String(seconds), nonce, sealed]),
    TimeStamp: seconds,
    Nonce: nonce,
  })
}

const ANSWERED_MS = 60_000

/** Routes for GET (WeChat asks whether it is us) and POST (messages and events). */
export const webhookRoutes = (settings: WebhookSettings): Hono => {
  const { token, log, clock = Date.now } = settings
  const check = guard(settings, clock)
  const answers = shortMemory<Promise<Answer>>(ANSWERED_MS, clock)

  /** A repeat of a request that is being answered, or was, gets the same answer. */
  const answerOf = (arrival: Arrival, gone: AbortSignal): Promise<Answer> => {
    const known = answers.get(arrival.id)
    if (known) return known
    const answer = settings.receive(arrival, gone)
    answers.keep(arrival.id, answer)
    return answer
  }

  const post = async (c: Context): Promise<Response> => {
    const fields = check(c.req.query(), await c.req.text())
    if (typeof fields === 'string') {
      log.warn({ channel: 'wechat', reason: fields }, 'a post was refused')
      return c.text('refused', 401)
    }
    const arrival = arrivalOf(fields)
    if (!arrival) return c.text('success')
    const answer = await answerOf(arrival, c.req.raw.signal)
    if (answer === 'later') return c.text('success')
    if (answer !== 'failed')
      return c.body(replyTo(settings, arrival, answer.words, clock()), 200, {
        'content-type': 'application/xml; charset=utf-8',
      })
    answers.drop(arrival.id)
    return c.text('later', 503)
  }

  return new Hono()
    .use(bodyLimit({ maxSize: LARGEST }))
    .get('/', (c) => {
      const { signature, timestamp = '', nonce = '', echostr = '' } = c.req.query()
      return isSigned(signature, [token, timestamp, nonce]) ? c.text(echostr) : c.text('refused', 401)
    })
    .post('/', post)
}
