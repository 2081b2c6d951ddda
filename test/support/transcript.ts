/**
 * Transcripts: whole conversations that a nurse could review, played through the real thing.
 *
 *   # title                      begins a transcript
 *   at 2026-11-23 09:00          sets the hospital clock (first line)
 *   wait 25h                     passes time; what is due happens
 *   patient> words               a patient writes; `patient(2)>` another one; `[label]` presses that button
 *   patient again> words         the channel repeats the patient's last message
 *   sends> sticker               a sticker, voice, image, … without words
 *   staff(组)> words             the first member of that group's staff writes; `staff(组/姓名)>` a named one; `staff(组/陌生人)>` a stranger
 *   bot> words                   what the patient hears; `…` stands for anything; ` / ` for a new line
 *   bot(2)> words                what another patient hears
 *   group(组)> words             what a staff group hears (groups that are not named in a step are not compared)
 */
import { Temporal } from 'temporal-polyfill'
import type { Hospital } from '../../domain/hospital.ts'
import type { OutboundMessage } from '../../domain/message.ts'
import { belongsTo } from '../../bot/channels/web/group-chats.ts'
import { webChatOfGroup } from '../../handlers/import-hospital.ts'
import { type Heard, type HospitalUnderTest, openHospital, patient, staff } from './hospital-under-test.ts'

export interface Step {
  /** Line of the input in the file, 1-based. */
  line: number
  input: string
  expected: string[]
}

export interface Transcript {
  title: string
  line: number
  steps: Step[]
}

const isExpectation = (line: string): boolean => /^(bot|bot\([^)]*\)|group\([^)]*\))>/.test(line)

/** Transcripts of a file. */
export const readTranscripts = (source: string): Transcript[] => {
  const transcripts: Transcript[] = []
  source.split('\n').forEach((raw, index) => {
    const line = raw.trim()
    if (line === '' || line.startsWith('//')) return
    if (line.startsWith('# ')) transcripts.push({ title: line.slice(2), line: index + 1, steps: [] })
    else if (isExpectation(line)) transcripts.at(-1)?.steps.at(-1)?.expected.push(line)
    else transcripts.at(-1)?.steps.push({ line: index + 1, input: line, expected: [] })
  })
  return transcripts
}

/** A message as a transcript shows it. */
export const shown = ({ text, options, numbered, attachments }: OutboundMessage): string => {
  const choices = (options ?? []).map(({ label }, index) =>
    numbered ? `${index + 1}) ${label}` : `[${label}]`,
  )
  const files = (attachments ?? []).map(({ kind }) => `<${kind}>`)
  return [text.replaceAll('\n', ' / '), ...choices, ...files].join(' ')
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whether what was said is what the transcript expects; `…` stands for anything. */
export const matches = (expected: string, actual: string): boolean =>
  new RegExp(`^${expected.split('…').map(escaped).join('[\\s\\S]*')}$`, 'u').test(actual)

const HOUR = 3_600_000
const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR }
const BETWEEN_MESSAGES = 10_000

const localInstant = (words: string): number =>
  Temporal.PlainDateTime.from(words.replace(' ', 'T')).toZonedDateTime('Asia/Shanghai').epochMilliseconds

const groupNamed = ({ groups }: Hospital, name: string) => {
  const group = groups.find((each) => each.name === name)
  if (!group) throw new Error(`no group ${name}`)
  return group
}

const memberOf = (hospital: Hospital, groupName: string, name?: string): string => {
  if (name === '陌生人') return 'nobody'
  const group = groupNamed(hospital, groupName)
  const member = name
    ? hospital.staff.find((each) => each.name === name)
    : hospital.staff.find((each) => belongsTo(group, each))
  if (!member) throw new Error(`nobody ${name ?? ''} in ${groupName}`)
  return member.key
}

interface Stage {
  under: HospitalUnderTest
  /** Last message with options that each chat heard. */
  lists: Map<string, OutboundMessage[]>
  last?: Parameters<HospitalUnderTest['say']>[0]
  count: number
}

const pressed = (stage: Stage, chat: string, label: string) => {
  const lists = stage.lists.get(chat) ?? []
  for (const message of lists.toReversed()) {
    const option = message.options?.find((each) => each.label === label)
    if (option && message.list) return { press: { list: message.list, option: option.id } }
  }
  throw new Error(`no button [${label}] was sent to ${chat}`)
}

const speech = (stage: Stage, input: string) => {
  stage.count += 1
  const id = String(stage.count)
  const [, who = '', words = ''] = /^([^>]*)>\s?([\s\S]*)$/.exec(input) ?? []
  const label = /^\[(.+)\]$/.exec(words)?.[1]
  const [, kind = '', place] = /^(\w+)(?:\(([^)]*)\))?/.exec(who) ?? []
  if (kind === 'staff') {
    const [groupName = '', name] = (place ?? '').split('/')
    const group = groupNamed(stage.under.hospital, groupName).key
    const press = label ? pressed(stage, webChatOfGroup(group), label) : {}
    return staff(group, memberOf(stage.under.hospital, groupName, name), label ?? words, id, press)
  }
  const chat = place ?? '1'
  if (kind === 'sends') return patient(chat, '', id, { attachments: [{ kind: words as 'sticker' }] })
  return patient(chat, label ?? words, id, label ? pressed(stage, `demo:${chat}`, label) : {})
}

const act = async (stage: Stage, input: string): Promise<void> => {
  const { under } = stage
  const time = /^wait (\d+)([smhdw])$/.exec(input)
  if (time) return under.pass(Number(time[1]) * (UNITS[time[2] ?? ''] ?? 0))
  if (input.startsWith('at ')) {
    const target = localInstant(input.slice(3))
    return under.pass(target - (await under.now()))
  }
  await under.pass(BETWEEN_MESSAGES)
  const repeats = input.startsWith('patient again>')
  const message = repeats && stage.last ? stage.last : speech(stage, input)
  stage.last = message
  return under.say(message)
}

const placeOf = (hospital: Hospital, { chat }: Heard): string => {
  if (chat.startsWith('demo:')) return chat === 'demo:1' ? 'bot' : `bot(${chat.slice('demo:'.length)})`
  const group = hospital.groups.find(({ key }) => webChatOfGroup(key) === chat)
  return `group(${group?.name ?? chat})`
}

/** Lines heard after a step, as a transcript would write them; groups only where the step names them. */
const linesHeard = (hospital: Hospital, heard: Heard[], expected: string[]): string[] =>
  heard
    .map((each) => ({ place: placeOf(hospital, each), words: shown(each.message) }))
    .filter(({ place }) => place.startsWith('bot') || expected.some((line) => line.startsWith(`${place}>`)))
    .map(({ place, words }) => `${place}> ${words}`)

const byPlace = (lines: string[]): Map<string, string[]> => {
  const places = new Map<string, string[]>()
  for (const line of lines) {
    const place = line.slice(0, line.indexOf('>'))
    places.set(place, [...(places.get(place) ?? []), line])
  }
  return places
}

const agrees = (expected: string[], actual: string[]): boolean => {
  const wanted = byPlace(expected)
  const got = byPlace(actual)
  return [...new Set([...wanted.keys(), ...got.keys()])].every((place) => {
    const a = wanted.get(place) ?? []
    const b = got.get(place) ?? []
    return a.length === b.length && a.every((line, index) => matches(line, b[index] ?? ''))
  })
}

export interface PlayedStep extends Step {
  actual: string[]
  agrees: boolean
}

/** Plays a transcript to its end, on our own pages or where `open` opens a hospital, and answers what was heard at each step. */
export const play = async (
  { steps }: Transcript,
  open: (at: number) => Promise<HospitalUnderTest> = openHospital,
): Promise<PlayedStep[]> => {
  const [first, ...rest] = steps
  if (!first?.input.startsWith('at ')) throw new Error('a transcript begins with: at YYYY-MM-DD HH:MM')
  const under = await open(localInstant(first.input.slice(3)))
  const stage: Stage = { under, lists: new Map(), count: 0 }
  try {
    const played: PlayedStep[] = [{ ...first, actual: [], agrees: true }]
    for (const step of rest) {
      await act(stage, step.input)
      const heard = await under.heard()
      for (const { chat, message } of heard)
        if (message.options) stage.lists.set(chat, [...(stage.lists.get(chat) ?? []), message])
      const actual = linesHeard(under.hospital, heard, step.expected)
      played.push({ ...step, actual, agrees: agrees(step.expected, actual) })
    }
    return played
  } finally {
    await under.close()
  }
}
