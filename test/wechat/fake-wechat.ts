/** WeChat's side of an official account: its API, and the posts that it makes, with its own rules. */
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEnvelope, type Envelope } from '../../bot/channels/wechat/official-account/envelope.ts'
import { fieldsOf, xmlOf } from '../../bot/channels/wechat/official-account/xml.ts'

export interface AccountOfHospital {
  appId: string
  appSecret: string
  token: string
  aesKey?: string
}

/** What a follower sees. */
export interface Seen {
  to: string
  by: 'reply' | 'service' | 'template'
  text: string
  options?: { id: string; content: string }[]
  picture?: Buffer
  data?: Record<string, { value: string }>
}

export interface FakeWechat {
  apiRoot: string
  seen: Seen[]
  menus: unknown[]
  tokensIssued: number
  /** Media that may be downloaded. */
  media: Map<string, { mime: string; bytes: Buffer }>
  /** Makes the next calls of a path fail: an error code, an HTTP status, or a cut connection. */
  fail(path: string, how: { code: number } | { status: number } | 'cut', times?: number): void
  /** Ends the token in force, as time or another system would. */
  endToken(): void
  /** Lets seconds pass on WeChat's clock, by which windows are counted. */
  pass(seconds: number): void
  /** Posts fields to the hospital, signed. */
  post(
    fields: Record<string, string>,
    more?: { timestamp?: number; nonce?: string },
  ): Promise<{ status: number; text: string }>
  says(from: string, text: string, id?: string): Promise<{ status: number; text: string }>
  /** Posts a message of any kind by its own fields. */
  writes(from: string, content: Record<string, string>): Promise<{ status: number; text: string }>
  does(from: string, event: string, key?: string): Promise<{ status: number; text: string }>
  /** Where the hospital listens. */
  hospitalAt(url: string): void
  close(): Promise<void>
}

const sha1 = (parts: string[]): string => createHash('sha1').update(parts.toSorted().join('')).digest('hex')

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

interface Window {
  wroteAt?: number
  sinceWriting: number
  actedAt?: number
  sinceActing: number
}

class Refused extends Error {
  readonly code: number
  constructor(code: number) {
    super(String(code))
    this.code = code
  }
}

/** WeChat's own count of what it still takes. */
const windows = (now: () => number) => {
  const held = new Map<string, Window>()
  const of = (follower: string): Window => {
    const found = held.get(follower) ?? { sinceWriting: 0, sinceActing: 0 }
    held.set(follower, found)
    return found
  }
  return {
    wrote: (follower: string) => Object.assign(of(follower), { wroteAt: now(), sinceWriting: 0 }),
    acted: (follower: string) => Object.assign(of(follower), { actedAt: now(), sinceActing: 0 }),
    spend: (follower: string): void => {
      const window = of(follower)
      const writing = window.wroteAt !== undefined && now() - window.wroteAt < 48 * 3_600
      const acting = window.actedAt !== undefined && now() - window.actedAt < 60
      if (!writing && !acting) throw new Refused(45_015)
      if (acting && window.sinceActing < 3) window.sinceActing += 1
      else if (writing && window.sinceWriting < 5) window.sinceWriting += 1
      else throw new Refused(45_047)
    },
  }
}

const LONGEST = 2_048
const within = (text: string): string => {
  if (Buffer.byteLength(text) > LONGEST) throw new Refused(45_002)
  if (text === '') throw new Refused(44_004)
  return text
}

interface ServiceMessage {
  touser: string
  msgtype: string
  text?: { content: string }
  image?: { media_id: string }
  msgmenu?: { head_content: string; list: { id: string; content: string }[]; tail_content: string }
}

const fileIn = (body: Buffer, type: string): Buffer => {
  const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? ''
  const from = body.indexOf('\r\n\r\n') + 4
  return body.subarray(from, body.indexOf(`\r\n--${boundary}`, from))
}

export const startFakeWechat = async (account: AccountOfHospital): Promise<FakeWechat> => {
  const envelope: Envelope | undefined =
    account.aesKey === undefined ? undefined : createEnvelope(account.aesKey, account.appId)
  let clock = 1_790_000_000
  let token = ''
  let hospital = ''
  let count = 0
  const window = windows(() => clock)
  const failures = new Map<string, { how: { code: number } | { status: number } | 'cut'; times: number }>()
  const uploaded = new Map<string, Buffer>()

  const serviceMessage = ({ touser: to, msgtype, text, image, msgmenu }: ServiceMessage): object => {
    const seen: Seen = { to, by: 'service', text: '' }
    if (msgtype === 'text') seen.text = within(text?.content ?? '')
    else if (msgtype === 'image') {
      const picture = uploaded.get(image?.media_id ?? '')
      if (!picture) throw new Refused(40_007)
      seen.picture = picture
    } else if (msgtype === 'msgmenu' && msgmenu) {
      if (msgmenu.list.length === 0) throw new Refused(40_008)
      seen.text = within(msgmenu.head_content)
      seen.options = msgmenu.list
    } else throw new Refused(40_008)
    window.spend(to)
    fake.seen.push(seen)
    return { errcode: 0, errmsg: 'ok' }
  }

  const routes: Record<string, (body: Buffer, url: URL, type: string) => unknown> = {
    token: (_, url) => {
      if (url.searchParams.get('appid') !== account.appId) throw new Refused(40_013)
      if (url.searchParams.get('secret') !== account.appSecret) throw new Refused(40_125)
      token = `T${randomBytes(6).toString('hex')}`
      fake.tokensIssued += 1
      return { access_token: token, expires_in: 7_200 }
    },
    'message/custom/send': (body) => serviceMessage(JSON.parse(body.toString()) as ServiceMessage),
    'message/template/send': (body) => {
      const sent = JSON.parse(body.toString()) as {
        touser: string
        template_id: string
        data: Record<string, { value: string }>
      }
      if (sent.template_id !== 'tpl-1') throw new Refused(40_037)
      fake.seen.push({ to: sent.touser, by: 'template', text: '', data: sent.data })
      count += 1
      return { errcode: 0, errmsg: 'ok', msgid: 9_000 + count }
    },
    'media/upload': (body, _, type) => {
      count += 1
      const id = `up-${count}`
      uploaded.set(id, fileIn(body, type))
      return { type: 'image', media_id: id, created_at: clock }
    },
    'menu/create': (body) => {
      fake.menus.push(JSON.parse(body.toString()))
      return { errcode: 0, errmsg: 'ok' }
    },
    'menu/get': () => {
      const last = fake.menus.at(-1)
      if (last === undefined) throw new Refused(46_003)
      return { menu: { ...(last as object), menuid: 1 } }
    },
    get_api_domain_ip: () => ({ ip_list: [] }),
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', 'http://wechat')
    const path = url.pathname.replace('/cgi-bin/', '')
    const body = await bodyOf(request)
    const failure = failures.get(path)
    const answer = (value: unknown, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    if (failure && failure.times > 0) {
      failure.times -= 1
      if (failure.how === 'cut') return void request.socket.destroy()
      return 'code' in failure.how
        ? answer({ errcode: failure.how.code, errmsg: 'as told' })
        : answer({}, failure.how.status)
    }
    try {
      if (path !== 'token' && url.searchParams.get('access_token') !== token) throw new Refused(40_001)
      const file = path === 'media/get' ? fake.media.get(url.searchParams.get('media_id') ?? '') : undefined
      if (file) return void response.writeHead(200, { 'content-type': file.mime }).end(file.bytes)
      const route = routes[path]
      if (!route) throw new Refused(path === 'media/get' ? 40_007 : 40_066)
      answer(route(body, url, request.headers['content-type'] ?? ''))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      answer({ errcode: error.code, errmsg: 'refused' })
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const packed = (
    fields: Record<string, string>,
    timestamp: string,
    nonce: string,
  ): { body: string; query: Record<string, string> } => {
    const plain = xmlOf(fields)
    if (!envelope) return { body: plain, query: { signature: sha1([account.token, timestamp, nonce]) } }
    const sealed = envelope.seal(plain)
    return {
      body: xmlOf({ ToUserName: 'gh_hospital', Encrypt: sealed }),
      query: {
        signature: sha1([account.token, timestamp, nonce]),
        encrypt_type: 'aes',
        msg_signature: sha1([account.token, timestamp, nonce, sealed]),
      },
    }
  }

  /** What a reply says, as the follower would see it. */
  const readReply = (text: string): Record<string, string> => {
    const outer = fieldsOf(text)
    if (!envelope || outer.Encrypt === undefined) return outer
    const { Encrypt: sealed, MsgSignature, TimeStamp = '', Nonce = '' } = outer
    if (MsgSignature !== sha1([account.token, TimeStamp, Nonce, sealed]))
      throw new Error('a reply is not signed')
    return fieldsOf(envelope.open(sealed))
  }

  const fake: FakeWechat = {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    menus: [],
    tokensIssued: 0,
    media: new Map(),
    fail: (path, how, times = 1) => void failures.set(path, { how, times }),
    endToken: () => {
      token = `ended-${randomBytes(3).toString('hex')}`
    },
    pass: (seconds) => {
      clock += seconds
    },
    post: async (fields, more = {}) => {
      const timestamp = String(more.timestamp ?? Math.floor(Date.now() / 1_000))
      const nonce = more.nonce ?? randomBytes(4).toString('hex')
      const { body, query } = packed(fields, timestamp, nonce)
      const url = `${hospital}?${new URLSearchParams({ timestamp, nonce, ...query }).toString()}`
      const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/xml' } })
      const text = await response.text()
      if (response.ok && text !== 'success') {
        const reply = readReply(text)
        fake.seen.push({ to: reply.ToUserName ?? '', by: 'reply', text: within(reply.Content ?? '') })
      }
      return { status: response.status, text }
    },
    says: (from, text, id) => {
      count += 1
      const MsgId = id ?? String(23_000_000_000_000_000n + BigInt(count))
      return fake.writes(from, { MsgType: 'text', Content: text, MsgId })
    },
    writes: (from, content) => {
      window.wrote(from)
      return fake.post({
        ToUserName: 'gh_hospital',
        FromUserName: from,
        CreateTime: String(clock),
        ...content,
      })
    },
    does: (from, event, key = '') => {
      clock += 1
      if (['subscribe', 'SCAN', 'CLICK'].includes(event)) window.acted(from)
      return fake.post({
        ToUserName: 'gh_hospital',
        FromUserName: from,
        CreateTime: String(clock),
        MsgType: 'event',
        Event: event,
        EventKey: key,
      })
    },
    hospitalAt: (url) => {
      hospital = url
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return fake
}
