/** The Bot API over connections that are kept open. */
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Api, type ApiClientOptions } from 'grammy'
import type { TelegramConfig } from '../../config.ts'

export interface TelegramApi {
  token: string
  client: ApiClientOptions
  /** For everything that answers at once. */
  api: Api
  /** For long polling: `seconds` is how long Telegram may hold a request. */
  polling: (seconds: number) => Api
  /** Contents of a file; null where it is larger than `largest` bytes or cannot be had. */
  fetchFile(id: string, largest: number): Promise<Uint8Array | null>
  close(): void
}

/** Shorter than a courier's claim, so that nothing is sent twice at a time. */
const CALL_SECONDS = 12
const FILE_MS = 8_000
const CONNECTIONS = 64

/** Reads at most `largest` bytes. */
const readUpTo = async (response: Response, largest: number): Promise<Uint8Array | null> => {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    const bytes = piece as Uint8Array
    size += bytes.length
    if (size > largest) return null
    pieces.push(bytes)
  }
  return Buffer.concat(pieces)
}

export const openApi = ({ token, apiRoot }: TelegramConfig): TelegramApi => {
  const options = {
    keepAlive: true,
    keepAliveMsecs: 10_000,
    maxSockets: CONNECTIONS,
    scheduling: 'lifo' as const,
  }
  const agent = apiRoot.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options)
  const withTimeout = (timeoutSeconds: number): ApiClientOptions => ({
    apiRoot,
    timeoutSeconds,
    baseFetchConfig: { agent, compress: true },
  })
  const client = withTimeout(CALL_SECONDS)
  const api = new Api(token, client)
  const fetchFile = async (id: string, largest: number): Promise<Uint8Array | null> => {
    const { file_path: path, file_size: size = 0 } = await api.getFile(id)
    if (path === undefined || size > largest) return null
    const response = await fetch(`${apiRoot}/file/bot${token}/${path}`, {
      signal: AbortSignal.timeout(FILE_MS),
    })
    return response.ok ? readUpTo(response, largest) : null
  }
  return {
    token,
    client,
    api,
    polling: (seconds) => new Api(token, withTimeout(seconds + CALL_SECONDS)),
    // A file that cannot be had is no reason not to hear the message.
    fetchFile: (id, largest) => fetchFile(id, largest).catch(() => null),
    close: () => agent.destroy(),
  }
}
