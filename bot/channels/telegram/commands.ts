/** Commands and deep links are other ways to say words that can be typed. */
import type { BotCommand } from 'grammy/types'
import type { Hospital } from '../../../domain/hospital.ts'

interface Command extends BotCommand {
  words: string
}

const PATIENT: Command[] = [
  { command: 'book', description: '挂号', words: '挂号' },
  { command: 'visits', description: '我的预约', words: '我的预约' },
  { command: 'department', description: '不知道挂什么科', words: '我不知道挂什么科' },
  { command: 'complaint', description: '投诉、建议', words: '我要投诉' },
  { command: 'person', description: '转人工', words: '转人工' },
  { command: 'stop', description: '不办了', words: '算了' },
  { command: 'help', description: '能办什么事', words: '帮助' },
]

const STAFF: Command[] = [
  { command: 'help', description: '常用命令', words: '帮助' },
  { command: 'list', description: '预约名单', words: '名单' },
]

const GREETING = '你好'

export const menuOf = (kind: 'private' | 'group'): BotCommand[] =>
  (kind === 'private' ? PATIENT : STAFF).map(({ command, description }) => ({ command, description }))

type Link = (rest: string, hospital: Hospital, kind: 'private' | 'group') => string | undefined

/** What a link `t.me/<bot>?start=<name>` or `?start=<name>-<rest>` says. */
const LINKS: Record<string, Link> = {
  book: () => '挂号',
  visits: () => '我的预约',
  complaint: () => '我要投诉',
  person: () => '转人工',
  department: (key, { departments }) => {
    const department = departments.find((each) => each.key === key)
    return department && `挂${department.name}的号`
  },
  doctor: (key, { doctors }) => {
    const doctor = doctors.find((each) => each.key === key)
    return doctor && `挂${doctor.name}的号`
  },
  bind: (code, _hospital, kind) => (kind === 'group' ? `绑定 ${code}` : `我是 ${code}`),
}

const wordsOfLink = (payload: string, hospital: Hospital, kind: 'private' | 'group'): string => {
  const [, name = '', rest = ''] = /^([a-z]+)(?:-(.+))?$/.exec(payload) ?? []
  return (Object.hasOwn(LINKS, name) ? LINKS[name]?.(rest, hospital, kind) : undefined) ?? GREETING
}

const COMMAND = /^\/(\w{1,32})(?:@(\w+))?(?:\s+([\s\S]+))?$/u

export interface Listening {
  hospital: Hospital
  /** Our own name, without @. */
  username: string
  kind: 'private' | 'group'
}

/** The words of a message: a command in its words, our own name left out; null for what is meant for another bot. */
export const wordsOf = (text: string, { hospital, username, kind }: Listening): string | null => {
  const [, name, addressee, rest = ''] = COMMAND.exec(text.trim()) ?? []
  if (name === undefined) return text.replace(new RegExp(`@${username}(?!\\w)`, 'giu'), '').trim()
  if (addressee !== undefined && addressee.toLowerCase() !== username.toLowerCase()) return null
  if (name === 'start') return rest === '' && kind === 'group' ? '帮助' : wordsOfLink(rest, hospital, kind)
  const known = (kind === 'private' ? PATIENT : STAFF).find(({ command }) => command === name)
  const words = known?.words ?? (kind === 'private' ? name : null)
  return words === null ? null : `${words} ${rest}`.trim()
}
