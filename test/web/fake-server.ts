import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { DemoState, Entry, GroupTab, NewMessage } from '../../domain/web-api.ts'

/** A small stand-in for the server, so that the pages can be worked on and looked at by themselves. */
export interface FakeServer {
  url: string
  /** Ids of messages in the order of arrival, repeats included. */
  heard: string[]
  /** While set, every message is answered so. */
  refuseWith(answer: { status: number; message?: string } | undefined): void
  /** Says something in a chat by itself. */
  say(chat: string, entry: Partial<Entry>): void
  /** Cuts every open stream. */
  cut(): void
  /** The staff session ends. */
  endSession(): void
  close(): Promise<void>
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const CSP = "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'"
const OFFICES: [string, string, string][] = [
  ['office', '客户服务中心', 'customer-office'],
  ['desk', '服务台', 'service-desk'],
  ['triage', '导诊台', 'triage-desk'],
  ['duty', '总值班', 'duty'],
  ['leaders', '院领导', 'leadership'],
]
const DEPARTMENTS =
  '心血管内科 消化内科 呼吸内科 神经内科 内分泌科 肾内科 血液内科 风湿免疫科 感染科 肿瘤科 普外科 骨科 妇科 产科 儿科 眼科'
const staff = [
  { key: 'zhao', name: '赵敏', title: '联络员' },
  { key: 'qian', name: '钱国梁', title: '科主任' },
]
const groups: GroupTab[] = [
  ...OFFICES.map(([key, name, kind]) => ({ key, name, kind, staff })),
  ...DEPARTMENTS.split(' ').map((name, index) => ({ key: `dept-${index}`, name, kind: 'department', staff })),
]

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const reply = (response: ServerResponse, status: number, body?: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json', 'content-security-policy': CSP })
  response.end(body === undefined ? '' : JSON.stringify(body))
}

/** The world that the fake server plays: what was said, and a clock that is moved. */
const createWorld = (tell: (chat: string, entry: Entry) => void) => {
  const histories = new Map<string, Entry[]>()
  let now = Date.parse('2026-11-23T09:00:00Z')
  let count = 0
  const at = () => new Date(now).toISOString().slice(0, 19)
  const say = (chat: string, entry: Partial<Entry>) => {
    const whole: Entry = { id: `e${++count}`, from: 'bot', text: '', at: at(), ...entry }
    histories.set(chat, [...(histories.get(chat) ?? []), whole])
    tell(chat, whole)
  }
  const options = (labels: string) =>
    labels.split(' ').map((label, index) => ({ id: `o${index + 1}`, label }))
  const commands = (labels: string) => labels.split(' ').map((label) => ({ id: `${label} T-1023`, label }))
  const answer = (chat: string, text: string) => {
    if (chat.startsWith('group:')) return say(chat, { text: `好的，已记下：${text}` })
    if (text.includes('没人管')) {
      say(chat, { text: '让您久等了，真对不起。我已经把这件事交给心血管内科，一小时内会有人联系您。' })
      const card = '【投诉】T-1023\n患者：王**\n类别：服务质量\n昨天等了两小时没人管\n请在 10:00 前接单'
      return say('group:dept-0', {
        text: card,
        list: `l${count}`,
        options: commands('受理 转交 回复'),
      })
    }
    const doctors = '王建国主任医师 12月2日（周三）下午还有：'
    say(chat, {
      text: doctors,
      list: `l${count}`,
      numbered: true,
      options: options('14:00–14:30 14:30–15:00 15:00–15:30 换一天 找人工'),
    })
  }
  return {
    histories,
    now: at,
    say,
    move: (body: { advance?: string; until?: string }) => {
      now = body.until
        ? Date.parse(`${body.until}Z`)
        : now + (body.advance === 'P1W' ? 7 * 86_400_000 : 3_600_000)
      say('patient:p1', { text: '提醒您：明天（周三）下午 14:30 看心血管内科王建国主任医师，请带好身份证。' })
      say('group:office', {
        text: '【升级】T-1023 已超过 1 小时无人接单，请客户服务中心跟进。',
        list: `l${count}`,
        options: commands('受理 催办'),
      })
      return { now: at(), happened: 2 }
    },
    take: (chat: string, message: NewMessage) => {
      const by = chat.startsWith('group:')
        ? { from: 'staff' as const, who: staff.find(({ key }) => key === message.staff)?.name ?? '赵敏' }
        : { from: 'patient' as const }
      const attachments = message.attachments?.map((id) => ({
        id,
        kind: 'file' as const,
        name: `${id}.pdf`,
        href: `/files/${id}`,
      }))
      say(chat, { ...by, text: message.text, clientId: message.id, attachments })
      setTimeout(() => answer(chat, message.text), 300)
    },
  }
}

const chatOf = (path: string): string | undefined => {
  const [, kind, key] = /^\/(?:demo|api\/staff)\/(patients|groups)\/([^/]+)\//.exec(path) ?? []
  if (kind) return `${kind === 'patients' ? 'patient' : 'group'}:${decodeURIComponent(key ?? '')}`
  return path.startsWith('/api/chat/') ? 'patient:web' : undefined
}

/** Serves the built pages of `folder` and plays the hospital; `pauseMs` is how long advancing the clock takes. */
export const startFakeServer = async (folder: string, pauseMs = 300): Promise<FakeServer> => {
  const streams = new Map<ServerResponse, boolean>()
  const heard: string[] = []
  const patients = [{ key: 'p1', name: '患者一' }]
  let refusal: { status: number; message?: string } | undefined
  let signedIn = false
  const event = (stream: ServerResponse, name: string, data: unknown) =>
    stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  const world = createWorld((chat, entry) => {
    for (const [stream, single] of streams) {
      if (!single) event(stream, 'entry', { chat, entry })
      else if (chat === 'patient:web') event(stream, 'entry', entry)
    }
  })

  const openStream = (path: string, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    event(response, 'hello', {})
    streams.set(response, path.startsWith('/api/chat/'))
    response.on('close', () => streams.delete(response))
  }
  const takeMessage = async (chat: string, request: IncomingMessage, response: ServerResponse) => {
    const message = JSON.parse(String(await bodyOf(request))) as NewMessage
    heard.push(message.id)
    if (refusal) return reply(response, refusal.status, refusal)
    const isRepeat = heard.indexOf(message.id) < heard.length - 1
    const known = world.histories.get(chat)?.some(({ clientId }) => clientId === message.id)
    if (!isRepeat || !known) world.take(chat, message)
    reply(response, 202, {})
  }
  const state = (): DemoState => ({
    hospital: '安和县人民医院',
    now: world.now(),
    patients,
    groups,
    examples: ['帮我约下周三下午心内科王主任', '昨天等了两小时没人管', '停车场在哪里'],
  })
  const fixed: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown> = {
    'GET /demo/state': (_, response) => reply(response, 200, state()),
    'POST /demo/patients': (_, response) => {
      const added = {
        key: `p${patients.length + 1}`,
        name: `患者${'一二三四五六'[patients.length] ?? patients.length + 1}`,
      }
      patients.push(added)
      reply(response, 201, added)
    },
    'POST /demo/clock': async (request, response) => {
      const body = JSON.parse(String(await bodyOf(request))) as { advance?: string; until?: string }
      setTimeout(() => {
        const moved = world.move(body)
        for (const [stream] of streams) event(stream, 'clock', { now: moved.now })
        reply(response, 200, moved)
      }, pauseMs)
    },
    'POST /api/chat/session': (_, response) => reply(response, 204),
    'GET /api/chat/about': (_, response) =>
      reply(response, 200, { hospital: '安和县人民医院', phone: '0000-1234567' }),
    'POST /api/staff/sign-in': async (request, response) => {
      const { code } = JSON.parse(String(await bodyOf(request))) as { code: string }
      signedIn = code === '123456'
      reply(response, signedIn ? 204 : 401, signedIn ? undefined : { message: '登录码不对或已经用过' })
    },
    'POST /api/staff/sign-out': (_, response) => {
      signedIn = false
      reply(response, 204)
    },
    'GET /api/staff/state': (_, response) =>
      signedIn
        ? reply(response, 200, { name: '赵敏', groups: [groups[0], groups[5]] })
        : reply(response, 401, { message: '请登录' }),
  }
  const serveFile = async (path: string, response: ServerResponse) => {
    const name = normalize(path.endsWith('/') ? `${path}index.html` : path)
    const content = await readFile(join(folder, name)).catch(() => undefined)
    if (!content) return reply(response, 404, { message: '没有这一页' })
    response.writeHead(200, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': CSP,
    })
    response.end(content)
  }

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname
    const chat = chatOf(path)
    const handler = fixed[`${request.method} ${path}`]
    if (handler) return handler(request, response)
    if (path.startsWith('/api/staff/') && !signedIn) return reply(response, 401, { message: '请登录' })
    if (path.endsWith('/stream')) return openStream(path, response)
    if (chat && path.endsWith('/history'))
      return reply(response, 200, { entries: world.histories.get(chat) ?? [] })
    if (chat && path.endsWith('/messages')) return takeMessage(chat, request, response)
    if (chat && path.endsWith('/attachments')) {
      await bodyOf(request)
      return reply(response, 201, { id: 'f1', kind: 'file', name: '化验单.pdf' })
    }
    return serveFile(path, response)
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((ready) => server.listen(Number(process.env.FAKE_PORT ?? 0), '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    refuseWith: (answer) => {
      refusal = answer
    },
    say: world.say,
    cut: () => {
      for (const stream of streams.keys()) stream.destroy()
    },
    endSession: () => {
      signedIn = false
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}
