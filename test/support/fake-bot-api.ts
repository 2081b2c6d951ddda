/**
 * A strict Bot API over HTTP: long polling and webhooks with their rules, uploads, files, limits, and faults on demand.
 * What Telegram would refuse is refused.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import busboy from 'busboy'
import type { Chat, InlineKeyboardButton, Message, Update, User } from 'grammy/types'

export const TOKEN = '4242:a-token-for-tests'
export const BOT: User = { id: 4242, is_bot: true, first_name: '医管家', username: 'hospital_bot' }

export interface Upload {
  name: string
  type: string
  bytes: number
}

export interface Call {
  method: string
  params: Record<string, unknown>
  files: Record<string, Upload>
  at: number
  /** 200, or the code of the refusal; 0 where the connection was cut. */
  answered: number
}

export type Fault =
  | { method: string; times: number; code: number; description: string; retryAfter?: number }
  /** Cuts the connection before or after doing what was asked. */
  | { method: string; times: number; cut: 'before' | 'after' }

export interface Limits {
  perSecond: number
  perChatSecond: number
  perGroupMinute: number
}

class Refusal extends Error {
  code: number
  parameters: Record<string, number>
  constructor(code: number, description: string, parameters: Record<string, number> = {}) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

type Params = Record<string, unknown>

const KNOWN: Record<string, string[]> = {
  getMe: [],
  getUpdates: ['offset', 'limit', 'timeout', 'allowed_updates'],
  setWebhook: ['url', 'secret_token', 'allowed_updates', 'max_connections'],
  deleteWebhook: ['drop_pending_updates'],
  getWebhookInfo: [],
  setMyCommands: ['commands', 'scope', 'language_code'],
  sendMessage: ['chat_id', 'text', 'message_thread_id', 'reply_markup'],
  sendPhoto: ['chat_id', 'photo', 'caption', 'message_thread_id', 'reply_markup'],
  sendDocument: ['chat_id', 'document', 'caption', 'message_thread_id', 'reply_markup'],
  sendVoice: ['chat_id', 'voice', 'caption', 'message_thread_id', 'reply_markup'],
  editMessageText: ['chat_id', 'message_id', 'text', 'reply_markup'],
  editMessageReplyMarkup: ['chat_id', 'message_id', 'reply_markup'],
  answerCallbackQuery: ['callback_query_id', 'text'],
  sendChatAction: ['chat_id', 'action', 'message_thread_id'],
  getFile: ['file_id'],
}

const bad = (what: string): never => {
  throw new Refusal(400, `Bad Request: ${what}`)
}

const need = (condition: unknown, what: string): void => {
  if (!condition) bad(what)
}

const words = (value: unknown): string => (typeof value === 'string' ? value : '')

/** grammY does not quote the names of files; Telegram takes that, busboy only where they are ASCII. */
const quoted = (body: Buffer): Buffer =>
  Buffer.from(
    body.toString('latin1').replace(/;filename=([^"\r\n][^\r\n]*)\r\n/g, ';filename="$1"\r\n'),
    'latin1',
  )

/** What a message that is shown consists of. */
export interface Shown {
  id: number
  chat: number
  topic?: number
  text: string
  buttons: InlineKeyboardButton.CallbackButton[]
  file?: Upload & { kind: string }
  edited?: boolean
}

export class FakeBotApi {
  readonly calls: Call[] = []
  readonly faults: Fault[] = []
  /** Everything the bot has sent, as it looks now. */
  readonly shown: Shown[] = []
  readonly blocked = new Set<number>()
  readonly left = new Set<number>()
  readonly migrated = new Map<number, number>()
  readonly closedTopics = new Set<string>()
  limits: Limits | undefined
  /** What is reported in place of a report: it, and whatever is reported once more. */
  disturb: (update: Update) => Update[] = (update) => [update]
  polls = 0
  private chats = new Map<number, Chat>()
  private messages = new Map<string, Message>()
  private stored = new Map<string, Buffer>()
  private queue: Update[] = []
  private nextUpdate = 700_000
  private nextMessage = 10
  private nextCallback = 1
  private polling: (() => void) | undefined
  private hook: { url: string; secret?: string; allowed?: string[] } | undefined
  private server: Server | undefined
  private sentAt: { chat: number; at: number }[] = []
  private last: Update | undefined
  url = ''
  port = 0

  async start(port = 0): Promise<string> {
    this.server = createServer((request, response) => void this.serve(request, response))
    await new Promise<void>((resolve) => this.server!.listen(port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
    this.url = `http://127.0.0.1:${this.port}`
    return this.url
  }

  /** Nobody answers any more; `start(port)` brings it back with everything it knew. */
  async stop(): Promise<void> {
    this.polling?.()
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve))
  }

  // ---- what people do

  /** Somebody who has written before, so that the bot may write to them. */
  know(from: User): void {
    this.chatFor(from)
  }

  private chatFor(from: User, chat?: Chat): Chat {
    const found: Chat = chat ?? { id: from.id, type: 'private', first_name: from.first_name }
    this.chats.set(found.id, found)
    return found
  }

  /** Something a person sends: words, or any other content of a message. */
  async say(from: User, content: string | Partial<Message>, chat?: Chat): Promise<Message> {
    const place = this.chatFor(from, chat)
    const rest = typeof content === 'string' ? { text: content } : content
    const message = {
      message_id: this.nextMessage++,
      date: this.seconds(),
      from,
      chat: place,
      ...rest,
    } as Message
    this.messages.set(`${place.id}:${message.message_id}`, message)
    await this.report({ message } as never)
    return message
  }

  async edit(message: Message, text: string, secondsLater = 5): Promise<void> {
    await this.report({
      edited_message: { ...message, text, edit_date: message.date + secondsLater },
    } as never)
  }

  /** Presses a button of something the bot has sent. */
  async press(from: User, { id, chat, buttons, text, topic }: Shown, label: string): Promise<void> {
    const button = buttons.find((each) => each.text === label)
    if (!button) throw new Error(`no button ${label} in ${JSON.stringify(buttons.map((each) => each.text))}`)
    const message = {
      message_id: id,
      date: this.seconds(),
      chat: this.chats.get(chat) ?? { id: chat, type: 'private' },
      from: BOT,
      text,
      reply_markup: { inline_keyboard: [buttons] },
      ...(topic === undefined ? {} : { message_thread_id: topic, is_topic_message: true }),
    }
    await this.report({
      callback_query: {
        id: String(this.nextCallback++),
        from,
        chat_instance: '1',
        message,
        data: button.callback_data,
      },
    } as never)
  }

  async membership(from: User, chat: Chat, before: string, now: string): Promise<void> {
    const member = (status: string) => ({ user: BOT, status })
    this.chats.set(chat.id, chat)
    await this.report({
      my_chat_member: {
        chat,
        from,
        date: this.seconds(),
        old_chat_member: member(before),
        new_chat_member: member(now),
      },
    } as never)
  }

  /** A group becomes a supergroup: both report it. */
  async migrate(from: User, chat: Chat & { title: string }, to: number): Promise<Chat> {
    const next = { id: to, type: 'supergroup', title: chat.title } as Chat
    this.migrated.set(chat.id, to)
    await this.say(from, { migrate_to_chat_id: to }, chat)
    await this.say(from, { migrate_from_chat_id: chat.id }, next)
    return next
  }

  /** Makes contents that can be announced in a message. */
  store(id: string, contents: Buffer): void {
    this.stored.set(id, contents)
  }

  /** Reports the last thing once more, as Telegram may. */
  async again(): Promise<void> {
    if (this.last) await this.deliver([this.last])
  }

  async reportAll(updates: Update[]): Promise<void> {
    await this.deliver(updates)
  }

  /** Makes a report without delivering it. */
  update(content: Omit<Update, 'update_id'>): Update {
    return { update_id: this.nextUpdate++, ...content }
  }

  private async report(content: Omit<Update, 'update_id'>): Promise<void> {
    this.last = this.update(content)
    await this.deliver(this.disturb(this.last))
  }

  private async deliver(updates: Update[]): Promise<void> {
    if (this.hook) for (const update of updates) await this.call(update, this.hook)
    else {
      this.queue.push(...updates)
      this.polling?.()
    }
  }

  /** A webhook that does not answer 2xx is called again. */
  private async call(update: Update, { url, secret }: { url: string; secret?: string }): Promise<void> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const headers = {
        'content-type': 'application/json',
        ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}),
      }
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update) }).catch(
        () => undefined,
      )
      if (answer?.ok) return
      await sleep(100)
    }
    throw new Error('the webhook never took it')
  }

  /** Everything that was reported has been fetched and acknowledged. */
  acknowledged(): boolean {
    return this.queue.length === 0
  }

  private seconds(): number {
    return Math.floor(Date.now() / 1_000)
  }

  // ---- the Bot API

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token, method = '', path] =
      /^\/(?:file\/)?bot([^/]+)\/(\w+)(?:\/(.+))?$/.exec(request.url ?? '') ?? []
    if (request.url?.startsWith('/file/')) return this.download(response, token, path)
    const { params, files } = await this.read(request)
    const call: Call = { method, params, files, at: performance.now(), answered: 0 }
    this.calls.push(call)
    const fault = this.faults.find((each) => each.method === method && each.times > 0)
    if (fault) fault.times -= 1
    if (fault && 'cut' in fault && fault.cut === 'before') return void request.socket.destroy()
    const send = (code: number, body: object): void => {
      call.answered = code
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    try {
      if (token !== TOKEN) throw new Refusal(401, 'Unauthorized')
      if (fault && 'code' in fault)
        throw new Refusal(
          fault.code,
          fault.description,
          fault.retryAfter ? { retry_after: fault.retryAfter } : {},
        )
      const result = await this.run(method, params, files, response)
      if (fault) return void request.socket.destroy()
      send(200, { ok: true, result })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const parameters = Object.keys(error.parameters).length > 0 ? { parameters: error.parameters } : {}
      send(error.code, { ok: false, error_code: error.code, description: error.message, ...parameters })
    }
  }

  private download(response: ServerResponse, token: string | undefined, path: string | undefined): void {
    const contents = token === TOKEN && path ? this.stored.get(path) : undefined
    response.writeHead(contents ? 200 : 404).end(contents)
  }

  private async read(request: IncomingMessage): Promise<{ params: Params; files: Call['files'] }> {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const body = Buffer.concat(pieces)
    const files: Call['files'] = {}
    if (!request.headers['content-type']?.startsWith('multipart/'))
      return { params: body.length > 0 ? (JSON.parse(body.toString()) as Params) : {}, files }
    const params: Params = {}
    await new Promise<void>((resolve, reject) => {
      const parser = busboy({ headers: request.headers, defParamCharset: 'utf8' })
      parser.on('field', (name, value) => {
        params[name] = value
      })
      parser.on('file', (name, stream, info) => {
        let bytes = 0
        stream.on('data', (data: Buffer) => (bytes += data.length))
        stream.on('end', () => {
          files[name] = { name: info.filename ?? '', type: info.mimeType, bytes }
        })
      })
      parser.on('close', resolve).on('error', reject).end(quoted(body))
    })
    return { params, files }
  }

  private async run(
    method: string,
    params: Params,
    files: Call['files'],
    response: ServerResponse,
  ): Promise<unknown> {
    const known = Object.hasOwn(KNOWN, method) ? KNOWN[method] : undefined
    if (!known) throw new Refusal(404, 'Not Found')
    for (const name of Object.keys(params)) need(known.includes(name), `unknown parameter ${name}`)
    if (method === 'getMe')
      return {
        ...BOT,
        can_join_groups: true,
        can_read_all_group_messages: true,
        supports_inline_queries: false,
      }
    if (method === 'getUpdates') return this.getUpdates(params, response)
    if (method === 'setWebhook') return this.setWebhook(params)
    if (method === 'deleteWebhook') return this.deleteWebhook()
    if (method === 'getWebhookInfo')
      return { url: this.hook?.url ?? '', pending_update_count: this.queue.length }
    if (method === 'getFile') {
      const id = String(params.file_id)
      need(this.stored.has(id), 'wrong file_id')
      return {
        file_id: id,
        file_unique_id: id,
        file_path: `files/${id}`,
        file_size: this.stored.get(id)?.length,
      }
    }
    if (method.startsWith('edit')) return this.edited(method, params)
    if (method.startsWith('send') && method !== 'sendChatAction') return this.sent(method, params, files)
    return true
  }

  private async getUpdates(params: Params, response: ServerResponse): Promise<Update[]> {
    if (this.hook) throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
    if (this.polling) {
      this.polling()
      throw new Refusal(409, 'Conflict: terminated by other getUpdates request')
    }
    this.polls += 1
    const offset = Number(params.offset ?? 0)
    this.queue = this.queue.filter(({ update_id: id }) => id >= offset)
    if (this.queue.length === 0) {
      const ms = Math.min(Number(params.timeout ?? 0), 50) * 1_000
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.polling = () => {
          clearTimeout(timer)
          resolve()
        }
        response.once('close', () => this.polling?.())
      })
      this.polling = undefined
    }
    return this.queue.slice(0, Number(params.limit ?? 100))
  }

  private async setWebhook(params: Params): Promise<true> {
    const secret = params.secret_token as string | undefined
    need(/^https?:/.test(String(params.url)), 'bad webhook: invalid URL')
    need(secret === undefined || /^[\w-]{1,256}$/.test(secret), 'secret token contains unallowed characters')
    this.hook = { url: String(params.url), ...(secret ? { secret } : {}) }
    return true
  }

  /** Calls another process of the bot from now on. */
  hookAt(hook: { url: string; secret: string }): void {
    this.hook = hook
  }

  private deleteWebhook(): true {
    this.hook = undefined
    return true
  }

  private keyboard(params: Params): InlineKeyboardButton.CallbackButton[] {
    if (params.reply_markup === undefined) return []
    const markup = (
      typeof params.reply_markup === 'string' ? JSON.parse(params.reply_markup) : params.reply_markup
    ) as { inline_keyboard?: InlineKeyboardButton.CallbackButton[][] }
    const buttons = (markup.inline_keyboard ?? []).flat()
    need(buttons.length <= 100, 'reply markup is too long')
    for (const { text, callback_data: data } of buttons) {
      need(text, 'inline keyboard button text is empty')
      need(data && Buffer.byteLength(data) <= 64, 'BUTTON_DATA_INVALID')
    }
    return buttons
  }

  private limit(chat: number): void {
    if (!this.limits) return
    const now = performance.now()
    const since = (ms: number, own: boolean): number =>
      this.sentAt.filter((each) => each.at > now - ms && (!own || each.chat === chat)).length
    const tooMany =
      since(1_000, false) >= this.limits.perSecond ||
      (chat > 0 && since(1_000, true) >= this.limits.perChatSecond) ||
      (chat < 0 && since(60_000, true) >= this.limits.perGroupMinute)
    if (tooMany) throw new Refusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 })
    this.sentAt.push({ chat, at: now })
    if (this.sentAt.length > 5_000) this.sentAt = this.sentAt.filter((each) => each.at > now - 60_000)
  }

  private reachable(chat: number, topic: number | undefined): void {
    if (this.blocked.has(chat)) throw new Refusal(403, 'Forbidden: bot was blocked by the user')
    if (this.left.has(chat)) throw new Refusal(403, 'Forbidden: bot was kicked from the supergroup chat')
    const to = this.migrated.get(chat)
    if (to !== undefined)
      throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: to,
      })
    need(Number.isInteger(chat) && (chat < 0 || this.chats.has(chat)), 'chat not found')
    need(topic === undefined || !this.closedTopics.has(`${chat}/${topic}`), 'TOPIC_CLOSED')
  }

  private sent(method: string, params: Params, files: Call['files']): Message {
    const chat = Number(params.chat_id)
    const topic = params.message_thread_id === undefined ? undefined : Number(params.message_thread_id)
    const text = words(params.text ?? params.caption)
    if (method === 'sendMessage') {
      need(text.trim() !== '', 'message text is empty')
      need(text.length <= 4_096, 'message is too long')
    } else {
      need(text.length <= 1_024, 'message caption is too long')
      need(Object.values(files)[0]?.bytes, 'file must be non-empty')
    }
    const buttons = this.keyboard(params)
    this.reachable(chat, topic)
    this.limit(chat)
    const id = this.nextMessage++
    const file = Object.values(files)[0]
    this.shown.push({
      id,
      chat,
      text,
      buttons,
      ...(topic === undefined ? {} : { topic }),
      ...(file ? { file: { ...file, kind: method.slice(4).toLowerCase() } } : {}),
    })
    const place = this.chats.get(chat) ?? { id: chat, type: chat > 0 ? 'private' : 'group' }
    return { message_id: id, date: this.seconds(), chat: place, from: BOT, text } as Message
  }

  private edited(method: string, params: Params): true {
    const found = this.shown.find(({ id, chat }) => id === params.message_id && chat === params.chat_id)
    if (!found) return bad('message to edit not found')
    const buttons = this.keyboard(params)
    const text = method === 'editMessageText' ? words(params.text) : found.text
    need(text !== '' && text.length <= 4_096, 'message text is empty')
    need(text !== found.text || buttons.length !== found.buttons.length, 'message is not modified')
    Object.assign(found, { text, buttons, edited: true })
    return true
  }
}
