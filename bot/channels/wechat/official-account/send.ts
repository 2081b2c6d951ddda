/** Our messages to followers: as the answer to an open request, as counted customer-service messages, or as a template. */
import { setTimeout } from 'node:timers/promises'
import type { Delivery, Sending } from '../../../../domain/channel.ts'
import type { Kit } from '../../../../handlers/kit.ts'
import { attachmentBytes, attachmentInfo } from '../../../../prisma/queries/attachments.ts'
import { closeReplyWindow, countReply, replyWindowOf } from '../../../../prisma/queries/reply-windows.ts'
import { type ReplyAllowance, replyAllowance } from '../../../../rules/reply-allowance.ts'
import type { Health } from '../../health.ts'
import type { MediaFile, OfficialAccountApi } from './api.ts'
import type { Exchanges } from './exchanges.ts'
import { CHANNEL } from './inbound.ts'
import { type Piece, piecesOf } from './pieces.ts'
import { causeOf, sendingAfter } from './refusal.ts'

/** What is said and shown through Wechaty. */
export interface Speaker {
  say(chat: string, words: string): Promise<void>
  show(chat: string, file: MediaFile): Promise<void>
}

export interface SendingKit {
  kit: Kit
  api: OfficialAccountApi
  speaker: Speaker
  exchanges: Exchanges
  health: Health
}

/** So that what follows by another way does not overtake the answer to a request. */
const LEAD_MS = 300
const SENT: Sending = { ok: true }
const CLOSED: Sending = { ok: false, again: false, failure: 'window-closed' }

const allowanceOf = async ({ kit }: SendingKit, chat: string): Promise<ReplyAllowance> => {
  const { window, now } = await replyWindowOf(kit.database.pool, CHANNEL, chat)
  return replyAllowance(window, now, (await kit.hospital()).policy)
}

const sendPicture = async ({ kit, speaker }: SendingKit, chat: string, id: string): Promise<void> => {
  const { pool, vault } = kit.database
  const [info, bytes] = await Promise.all([attachmentInfo(pool, id), attachmentBytes(pool, vault, id)])
  if (info && bytes) await speaker.show(chat, { bytes, mime: info.mime, name: info.name })
}

const sendPiece = async (sending: SendingKit, chat: string, piece: Piece): Promise<void> => {
  if (piece.kind === 'picture') return sendPicture(sending, chat, piece.id)
  if (piece.kind === 'words') return sending.speaker.say(chat, piece.text)
  await sending.api.post('message/custom/send', {
    touser: chat,
    msgtype: 'msgmenu',
    msgmenu: { head_content: piece.text, list: piece.options, tail_content: '' },
  })
}

/** Calls WeChat, and keeps the account's health. */
const attempt = async ({ health }: SendingKit, work: () => Promise<Sending>): Promise<Sending> => {
  try {
    const sent = await work()
    health.well()
    return sent
  } catch (error) {
    const failed = sendingAfter(error)
    if (failed.again && failed.fault === 'channel') health.failing(causeOf(error))
    else health.well()
    return failed
  }
}

/** Counts what was sent, or may have been. */
const counted = async (sending: SendingKit, chat: string, piece: Piece): Promise<Sending> => {
  const { pool } = sending.kit.database
  const { spends } = await allowanceOf(sending, chat)
  if (spends === null) return CLOSED
  const sent = await attempt(sending, async () => {
    await sendPiece(sending, chat, piece)
    return SENT
  })
  if (sent.ok || sent.failure === 'out-of-reach') await countReply(pool, CHANNEL, chat, spends)
  else if (sent.failure === CLOSED.failure) await closeReplyWindow(pool, CHANNEL, chat)
  return sent
}

const filled = (pattern: string, notice: Record<string, string>): string =>
  pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => notice[name] ?? '')

/** A reminder when nothing else may be sent, where the hospital has a template for it. Source: AP-6. */
const sendTemplate = async (sending: SendingKit, { chat, message }: Delivery): Promise<Sending> => {
  const { notice } = message
  const template = (await sending.kit.hospital()).hospital.officialAccount?.reminderTemplate
  if (!notice || !template) return CLOSED
  const data = Object.fromEntries(
    Object.entries(template.fields).map(([field, pattern]) => [field, { value: filled(pattern, notice) }]),
  )
  return attempt(sending, async () => {
    const answer = await sending.api.post('message/template/send', {
      touser: chat,
      template_id: template.id,
      data,
    })
    return { ok: true, id: String(answer.msgid) }
  })
}

const answerRequest = async ({ exchanges }: SendingKit, chat: string, piece: Piece): Promise<boolean> => {
  if (piece.kind === 'picture') return false
  if (!exchanges.answer(chat, piece.kind === 'menu' ? piece.plain : piece.text)) return false
  await setTimeout(LEAD_MS)
  return true
}

/** Sends what is left of a message; a later attempt goes on where an earlier one of this process stopped. */
export const createSend = (sending: SendingKit): ((delivery: Delivery) => Promise<Sending>) => {
  const done = new Map<number, number>()

  return async (delivery) => {
    const { id, chat } = delivery
    const pieces = piecesOf(delivery.message, id)
    for (let next = done.get(id) ?? 0; next < pieces.length; next += 1) {
      const piece = pieces[next]
      if (!piece || (await answerRequest(sending, chat, piece))) continue
      const sent = await counted(sending, chat, piece)
      if (sent.ok) continue
      if (sent.failure === CLOSED.failure && next === 0) return sendTemplate(sending, delivery)
      if (sent.again) done.set(id, next)
      else done.delete(id)
      return sent
    }
    done.delete(id)
    return SENT
  }
}
