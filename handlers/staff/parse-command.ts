/** Commands that staff type in their groups; a button types the same words. */
export type ParsedCommand =
  | { name: 'ticket.accept'; ticket: number }
  | { name: 'ticket.answer' | 'ticket.note' | 'ticket.close'; ticket: number; text: string }
  | { name: 'ticket.transfer'; ticket: number; to: string }
  | { name: 'relay.accept'; relay: number }
  | { name: 'relay.say'; relay: number; text: string }
  | { name: 'relay.end'; relay: number }
  | { name: 'task.done'; task: number; text: string }
  | { name: 'list.request'; text: string }
  | { name: 'attendance.mark'; number: string; attended: boolean }
  | { name: 'bind.group'; code: string }
  | { name: 'bind.staff'; code: string }
  /** Of the group in a group, of the person in a private chat. */
  | { name: 'unbind' }
  | { name: 'help' }
  /** Begins like a command and lacks something. */
  | { name: 'incomplete'; verb: string }

type Shape = [pattern: RegExp, read: (match: RegExpExecArray) => ParsedCommand]

const TICKET = String.raw`[Tt]?\s*(\d{1,9})`
const RELAY = String.raw`[Rr]\s*(\d{1,9})`
const REST = String.raw`[\s:：,，]*([\s\S]*)$`

const number = (match: RegExpExecArray, at = 1): number => Number(match[at])
const rest = (match: RegExpExecArray, at = 2): string => (match[at] ?? '').trim()

const SHAPES: Shape[] = [
  [
    new RegExp(`^(?:受理|接单|我来处理|领取)\\s*${TICKET}\\s*[。!！]?$`, 'u'),
    (m) => ({ name: 'ticket.accept', ticket: number(m) }),
  ],
  [
    new RegExp(`^(?:回复|答复|回)\\s*${RELAY}${REST}`, 'u'),
    (m) => ({ name: 'relay.say', relay: number(m), text: rest(m) }),
  ],
  [
    new RegExp(`^(?:回复|答复)\\s*${TICKET}${REST}`, 'u'),
    (m) => ({ name: 'ticket.answer', ticket: number(m), text: rest(m) }),
  ],
  [
    new RegExp(`^(?:记录|备注)\\s*${TICKET}${REST}`, 'u'),
    (m) => ({ name: 'ticket.note', ticket: number(m), text: rest(m) }),
  ],
  [
    new RegExp(`^(?:转派|转交|转给|转)\\s*${TICKET}${REST}`, 'u'),
    (m) => ({ name: 'ticket.transfer', ticket: number(m), to: rest(m) }),
  ],
  [
    new RegExp(`^(?:办结|结案|完结)\\s*${TICKET}${REST}`, 'u'),
    (m) => ({ name: 'ticket.close', ticket: number(m), text: rest(m) }),
  ],
  [
    new RegExp(`^(?:接入|接|接待)\\s*${RELAY}\\s*[。!！]?$`, 'u'),
    (m) => ({ name: 'relay.accept', relay: number(m) }),
  ],
  [
    new RegExp(`^(?:结束|挂断)\\s*${RELAY}\\s*[。!！]?$`, 'u'),
    (m) => ({ name: 'relay.end', relay: number(m) }),
  ],
  [
    new RegExp(`^${RELAY}[\\s:：,，]+([\\s\\S]+)$`, 'u'),
    (m) => ({ name: 'relay.say', relay: number(m), text: rest(m) }),
  ],
  [
    new RegExp(`^(?:完成|已完成|做完)\\s*#?\\s*(\\d{1,9})${REST}`, 'u'),
    (m) => ({ name: 'task.done', task: number(m), text: rest(m) }),
  ],
  [/^(?:名单|预约名单|就诊名单)\s*(.*)$/u, (m) => ({ name: 'list.request', text: rest(m, 1) })],
  [
    /^(?:已到|到诊|到了)\s*(\d{6,10})\s*$/u,
    (m) => ({ name: 'attendance.mark', number: m[1] ?? '', attended: true }),
  ],
  [
    /^(?:未到|爽约|没来)\s*(\d{6,10})\s*$/u,
    (m) => ({ name: 'attendance.mark', number: m[1] ?? '', attended: false }),
  ],
  [/^绑定\s*([0-9A-Za-z-]{4,40})\s*$/u, (m) => ({ name: 'bind.group', code: m[1] ?? '' })],
  [/^我是\s*([0-9A-Za-z-]{6,40})\s*$/u, (m) => ({ name: 'bind.staff', code: m[1] ?? '' })],
  [/^(?:解绑|解除绑定)\s*[。!！]?$/u, () => ({ name: 'unbind' })],
  [/^(?:帮助|命令|怎么用|help|[?？])$/iu, () => ({ name: 'help' })],
]

const VERB =
  /^(受理|接单|回复|答复|记录|备注|转派|转交|办结|结案|完结|接入|结束|完成|已到|未到|绑定)(?=\s|[Tt#\d]|$)/u

const SAMPLES: [verbs: RegExp, sample: string][] = [
  [/[已未]到/u, '1001007'],
  [/接入|结束/u, 'R3'],
  [/完成/u, '#5'],
  [/绑定/u, 'ABCD-1234'],
]

/** What would have to stand behind a verb, by example. */
export const sampleOf = (verb: string): string => SAMPLES.find(([verbs]) => verbs.test(verb))?.[1] ?? 'T12'

/** Full-width letters, digits and # as their narrow forms; the words of a reply stay as they were written. */
const narrow = (text: string): string =>
  text.replace(/[＃０-９Ａ-Ｚａ-ｚ]/gu, (wide) => wide.normalize('NFKC'))

/** The command in a group's message; undefined for what staff say among themselves. */
export const parseCommand = (text: string): ParsedCommand | undefined => {
  const said = narrow(text)
    .replace(/^@\S+\s+/u, '')
    .trim()
  for (const [pattern, read] of SHAPES) {
    const match = pattern.exec(said)
    if (match) return read(match)
  }
  const verb = VERB.exec(said)?.[1]
  return verb ? { name: 'incomplete', verb } : undefined
}
