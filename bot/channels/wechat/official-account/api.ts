/** WeChat's API for official accounts, as far as we use it. */
import { z } from 'zod'
import type { Database } from '../../../../prisma/database.ts'
import { type AccessToken, sharedAccessToken } from './access-token.ts'
import { isStaleToken, WechatRefusal } from './refusal.ts'

export interface MediaFile {
  bytes: Uint8Array
  mime: string
  name: string
}

type Answer = Record<string, unknown>

/** Every call throws a WechatRefusal where WeChat refuses, another error where it is out of reach. */
export interface OfficialAccountApi {
  post(path: string, body: unknown): Promise<Answer>
  get(path: string): Promise<Answer>
  /** Uploads for three days; answers the media id. */
  upload(kind: 'image' | 'voice', file: MediaFile): Promise<string>
  download(mediaId: string): Promise<MediaFile>
}

export interface ApiSettings {
  appId: string
  appSecret: string
  apiRoot: string
}

const PATIENCE_MS = 8_000

const answerSchema = z.looseObject({ errcode: z.number().optional(), errmsg: z.string().optional() })
const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().positive() })
const mediaSchema = z.looseObject({ media_id: z.string().min(1) })

const checked = (raw: unknown): Answer => {
  const answer = answerSchema.parse(raw)
  if (answer.errcode) throw new WechatRefusal(answer.errcode, answer.errmsg ?? '')
  return answer
}

const request = async (url: URL, init: RequestInit = {}): Promise<Response> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!response.ok) throw new Error(`WeChat's API answered with status ${response.status}`)
  return response
}

const fetchToken = async ({ appId, appSecret, apiRoot }: ApiSettings) => {
  const url = new URL(`${apiRoot}/cgi-bin/token`)
  url.search = new URLSearchParams({
    grant_type: 'client_credential',
    appid: appId,
    secret: appSecret,
  }).toString()
  const answer = tokenSchema.parse(checked(await (await request(url)).json()))
  return { token: answer.access_token, seconds: answer.expires_in }
}

const nameIn = (disposition: string | null): string =>
  /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? ''

const mediaOf = async (response: Response): Promise<MediaFile> => {
  const mime = response.headers.get('content-type')?.split(';')[0] ?? ''
  // A refusal comes as text in place of the file.
  if (/json|text/.test(mime)) {
    checked(await response.json())
    throw new Error('WeChat sent no file')
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { bytes, mime, name: nameIn(response.headers.get('content-disposition')) }
}

interface Call<T> {
  path: string
  query?: Record<string, string>
  init?: RequestInit
  read(response: Response): Promise<T>
}

/** Calls with the token in force, once more with a new one where it had ended. */
const call = async <T>(
  apiRoot: string,
  token: AccessToken,
  { path, query = {}, init, read }: Call<T>,
): Promise<T> => {
  const attempt = async (current: string): Promise<T> => {
    const url = new URL(`${apiRoot}/cgi-bin/${path}`)
    url.search = new URLSearchParams({ access_token: current, ...query }).toString()
    return read(await request(url, init))
  }
  const first = await token.current()
  try {
    return await attempt(first)
  } catch (error) {
    if (!isStaleToken(error)) throw error
    await token.renounce(first)
    return attempt(await token.current())
  }
}

const read = async (response: Response): Promise<Answer> => checked(await response.json())

export const createApi = (settings: ApiSettings, database: Database): OfficialAccountApi => {
  const { appId, apiRoot } = settings
  const token = sharedAccessToken({
    database,
    name: `wechat/${appId}`,
    fetchToken: () => fetchToken(settings),
  })
  const called = <T>(each: Call<T>): Promise<T> => call(apiRoot, token, each)
  return {
    post: (path, body) => {
      const headers = { 'content-type': 'application/json; charset=utf-8' }
      return called({ path, read, init: { method: 'POST', body: JSON.stringify(body), headers } })
    },
    get: (path) => called({ path, read }),
    upload: async (kind, { bytes, mime, name }) => {
      const body = new FormData()
      body.set('media', new Blob([new Uint8Array(bytes)], { type: mime }), name)
      const init = { method: 'POST', body }
      const answer = await called({ path: 'media/upload', query: { type: kind }, read, init })
      return mediaSchema.parse(answer).media_id
    },
    download: (mediaId) => called({ path: 'media/get', query: { media_id: mediaId }, read: mediaOf }),
  }
}
