/** What the server said; `status` 0 means that it could not be reached. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; status: number; message: string; waitSeconds?: number }

const MESSAGE_TIMEOUT_MS = 20_000
/** Advancing the clock by a week plays everything due in between. */
export const LONG_TIMEOUT_MS = 10 * 60_000

const unreachable = { ok: false, status: 0, message: '网络不通，正在重试' } as const

const messageFor = (status: number): string => {
  if (status === 401) return '请重新登录'
  if (status === 413) return '文件太大了'
  if (status === 429) return '发得有点快，请稍等片刻'
  return status >= 500 ? '服务器正忙，请稍候' : `没有成功（${status}）`
}

const readJson = async (response: Response): Promise<unknown> => {
  const text = await response.text()
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    // A proxy in between answers with a page of its own: there is nothing to read in it.
    return undefined
  }
}

const refusalOf = (response: Response, body: unknown): Answer<never> => {
  const said = (body as { message?: unknown } | undefined)?.message
  const waitSeconds = Number(response.headers.get('retry-after')) || undefined
  const message = typeof said === 'string' && said !== '' ? said : messageFor(response.status)
  return { ok: false, status: response.status, message, waitSeconds }
}

const request = async <T>(path: string, init: RequestInit, timeoutMs: number): Promise<Answer<T>> => {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(timeoutMs) })
    const body = await readJson(response)
    return response.ok ? { ok: true, value: body as T } : refusalOf(response, body)
  } catch {
    return unreachable
  }
}

export const get = <T>(path: string): Promise<Answer<T>> => request<T>(path, {}, MESSAGE_TIMEOUT_MS)

export const post = <T>(path: string, body: unknown, timeoutMs = MESSAGE_TIMEOUT_MS): Promise<Answer<T>> =>
  request<T>(
    path,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    timeoutMs,
  )

/** Sends one file as the multipart field `file`. */
export const upload = <T>(path: string, file: File): Promise<Answer<T>> => {
  const form = new FormData()
  form.append('file', file)
  return request<T>(path, { method: 'POST', body: form }, LONG_TIMEOUT_MS)
}
