/** What a failed call means: for the message, and for the channel. */
import { GrammyError, HttpError } from 'grammy'
import type { Sending } from '../../../domain/channel.ts'

export const REFUSED_TOKEN = 'Telegram refuses the token (TELEGRAM_BOT_TOKEN)'

const codeOf = (error: unknown): string => {
  const { code, name, type } = error as { code?: string; name?: string; type?: string }
  return code ?? type ?? name ?? 'unknown'
}

const isRefusedToken = ({ error_code: code }: GrammyError): boolean => code === 401 || code === 404

/** Why the channel cannot be reached, without words or secrets; null where it was reached. */
export const outage = (error: unknown): string | null => {
  if (error instanceof HttpError) return `no connection (${codeOf(error.error)})`
  if (!(error instanceof GrammyError)) return null
  if (isRefusedToken(error)) return REFUSED_TOKEN
  if (error.error_code === 409) return 'another program receives this bot’s messages (409)'
  return error.error_code >= 500 ? `Telegram answers ${error.error_code}` : null
}

/** Where a chat has moved to, if that was why. */
export const movedTo = (error: unknown): string | null => {
  const id = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined
  return id === undefined ? null : String(id)
}

/** The topic is closed or gone; the group is still there. */
export const lostTopic = (error: unknown): boolean =>
  error instanceof GrammyError && /message thread not found|TOPIC_(CLOSED|DELETED)/u.test(error.description)

/** The bot is no longer in this group. */
export const leftGroup = (error: unknown): boolean =>
  error instanceof GrammyError &&
  error.error_code === 403 &&
  /kicked|not a member|group chat was deleted|supergroup/u.test(error.description)

/** What becomes of a message whose call failed so. */
export const sendingAfter = (error: unknown): Sending => {
  const away = outage(error)
  if (away !== null) return { ok: false, again: true, failure: away, fault: 'channel' }
  if (!(error instanceof GrammyError)) throw error
  const failure = `${error.error_code} ${error.description}`
  if (error.error_code !== 429) return { ok: false, again: false, failure }
  const afterSeconds = error.parameters.retry_after ?? 1
  return { ok: false, again: true, afterSeconds, failure, fault: 'channel', tooFast: true }
}
