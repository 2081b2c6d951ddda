/** A page's live connection: server-sent events as a browser reads them. */
import type { StreamEntry } from '../../domain/web-api.ts'

export interface OpenStream {
  /** What has come so far of a chat. */
  texts(chat: string): string[]
  /** Everything that has come, as it came. */
  received(): string
  /** Resolves when the server ends it. */
  ended: Promise<void>
  close(): void
}

const entriesIn = (received: string): StreamEntry[] =>
  received.split('\n\n').flatMap((event) => {
    const data = /^event: entry$/m.test(event) ? /^data: (.*)$/m.exec(event)?.[1] : undefined
    return data === undefined ? [] : [JSON.parse(data) as StreamEntry]
  })

const readOn = async (body: ReadableStream<Uint8Array>, keep: (text: string) => void): Promise<void> => {
  const decoder = new TextDecoder()
  for await (const chunk of body) keep(decoder.decode(chunk, { stream: true }))
}

/** Opens the demo's stream and resolves once the server has said hello. */
export const openStream = async (url: string): Promise<OpenStream> => {
  const closing = new AbortController()
  const response = await fetch(`${url}/demo/stream`, { signal: closing.signal })
  if (!response.body) throw new Error(`no stream: ${response.status}`)
  let received = ''
  let greet: () => void = () => undefined
  const hello = new Promise<void>((resolve) => (greet = resolve))
  const ended = readOn(response.body, (text) => {
    received += text
    if (received.includes('event: hello')) greet()
  }).catch(() => undefined)
  await Promise.race([hello, ended])
  return {
    texts: (chat) => entriesIn(received).flatMap((each) => (each.chat === chat ? [each.entry.text] : [])),
    received: () => received,
    ended,
    close: () => closing.abort(),
  }
}
