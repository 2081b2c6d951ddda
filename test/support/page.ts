/** A page as a browser has it: what could not be sent is sent again under the same id until it is accepted. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Entry } from '../../domain/web-api.ts'

export interface Posted {
  status: number
  id: string
}

const RESEND_MS = 300

/** Posts once; status 0 where nobody answered. */
export const post = async (
  url: string,
  chat: string,
  text: string,
  more: { id?: string; staff?: string } = {},
): Promise<Posted> => {
  const id = more.id ?? randomUUID()
  try {
    const { status } = await fetch(`${url}/demo/${chat}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ text, ...more, id }),
    })
    return { status, id }
  } catch (error) {
    if (error instanceof TypeError) return { status: 0, id }
    throw error
  }
}

/** Posts until it is accepted; answers the id. */
export const send = async (
  url: string,
  chat: string,
  text: string,
  more: { id?: string; staff?: string } = {},
): Promise<string> => {
  const first = await post(url, chat, text, more)
  for (let last = first; last.status !== 202; last = await post(url, chat, text, { ...more, id: first.id }))
    await sleep(RESEND_MS)
  return first.id
}

export const history = async (url: string, chat: string): Promise<Entry[]> => {
  const response = await fetch(`${url}/demo/${chat}/history`)
  return ((await response.json()) as { entries: Entry[] }).entries
}

const saidBy = (entries: Entry[], from: Entry['from']): string[] =>
  entries.filter((entry) => entry.from === from).map(({ text }) => text)

/** What the bot has said in a chat. */
export const said = async (url: string, chat: string): Promise<string[]> =>
  saidBy(await history(url, chat), 'bot')

/** Waits until the bot has said at least `count` things in a chat; answers all of them. */
export const heard = async (
  url: string,
  chat: string,
  count: number,
  limitMs = 20_000,
): Promise<string[]> => {
  const until = Date.now() + limitMs
  for (;;) {
    const texts = await said(url, chat)
    if (texts.length >= count) return texts
    if (Date.now() > until)
      throw new Error(`only ${texts.length} of ${count} things were said: ${texts.join(' | ')}`)
    await sleep(50)
  }
}

/** Says something and waits for the answer. */
export const converse = async (url: string, chat: string, text: string): Promise<string> => {
  const before = (await said(url, chat)).length
  await send(url, chat, text)
  return (await heard(url, chat, before + 1)).slice(before).join('\n')
}

export const healthOf = async (url: string): Promise<{ status: number } & Record<string, unknown>> => {
  const response = await fetch(`${url}/healthz`)
  return { ...((await response.json()) as Record<string, unknown>), status: response.status }
}
