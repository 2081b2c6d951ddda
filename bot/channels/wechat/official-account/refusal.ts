/** What WeChat answers when it refuses, and what that means for what we wanted to send. */
import type { Sending } from '../../../../domain/channel.ts'

/** WeChat answered with an error code. Its words may name the caller's address, never a secret. */
export class WechatRefusal extends Error {
  override name = 'WechatRefusal'
  readonly code: number

  constructor(code: number, words: string) {
    super(`WeChat refused: ${code} ${words}`)
    this.code = code
  }
}

/** The access token is no longer taken: another one is needed. */
export const isStaleToken = (error: unknown): boolean =>
  error instanceof WechatRefusal && [40_001, 40_014, 42_001].includes(error.code)

/** Codes that mean: not before they write again. */
const WINDOW_CLOSED = [45_015, 45_047]
/** Codes that mean: this person cannot be reached here at all. */
const GONE = [40_003, 43_004, 43_019, 43_101]
const TOO_FAST: Record<number, number> = { 45_009: 600, 45_011: 3 }
const BUSY = -1

/** Codes whose cause is the account's settings, each with what to do. */
const SETTINGS: Record<number, string> = {
  40_001: 'the AppSecret or the access token is not right',
  40_002: 'the kind of grant is not right',
  40_013: 'WECHAT_OA_APP_ID is not right',
  40_014: 'the access token is not right',
  40_125: 'WECHAT_OA_APP_SECRET is not right',
  40_164: "this server's address is not in the account's IP whitelist",
  40_243: 'the AppSecret is frozen: thaw it in the WeChat developer console',
  42_001: 'the access token is no longer valid',
  48_001: 'the account has no permission for this interface: it must be a verified service account',
  50_002: 'the account is frozen',
}

/** What is wrong in words for whoever set the account up. */
export const causeOf = (error: unknown): string => {
  if (!(error instanceof WechatRefusal)) return "WeChat's API is out of reach"
  return SETTINGS[error.code] ?? error.message
}

/** What became of a sending that threw. */
export const sendingAfter = (error: unknown): Extract<Sending, { ok: false }> => {
  if (!(error instanceof WechatRefusal))
    return { ok: false, again: true, fault: 'channel', failure: 'out-of-reach' }
  const { code } = error
  const failure = `wechat-${code}`
  if (WINDOW_CLOSED.includes(code)) return { ok: false, again: false, failure: 'window-closed' }
  if (GONE.includes(code)) return { ok: false, again: false, failure }
  const afterSeconds = TOO_FAST[code]
  if (afterSeconds !== undefined) return { ok: false, again: true, tooFast: true, afterSeconds, failure }
  if (code === BUSY || code in SETTINGS) return { ok: false, again: true, fault: 'channel', failure }
  return { ok: false, again: true, failure }
}
