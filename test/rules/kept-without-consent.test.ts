import { describe, expect, it } from 'vitest'
import type { Frame, Json } from '../../domain/conversation.ts'
import type { Identity } from '../../domain/records.ts'
import {
  frameWithoutConsent,
  holdsUnconsented,
  namesWithoutConsent,
  textWithoutConsent,
} from '../../rules/kept-without-consent.ts'
import { evidenceKeptSince, filesKeptSince } from '../../rules/files-kept-since.ts'
import { messagesKeptSince } from '../../rules/messages-kept-since.ts'
import { defaultPolicy } from '../../rules/policy.ts'
import { clock, local } from './local.ts'

const LI: Identity = { name: '李雷', idNumber: '110101199003074514', phone: '13812345678' }
const HAN: Identity = { name: '韩梅梅', idNumber: '110101198001010010', phone: '13900001111' }

describe('DU-3 a message as it may be kept without consent', () => {
  it.each<[string, string[], Identity[], string]>([
    ['停车场在哪', [], [], '停车场在哪'],
    ['我叫李雷，手机13812345678', ['李雷'], [], '我叫李*，手机138****5678'],
    ['身份证110101199003074514', [], [], '身份证110***********4514'],
    ['电话 138 1234 5678', [], [], '电话 138 **** 5678'],
    ['我叫李雷，手机13812345678', ['李雷'], [LI], '我叫李雷，手机13812345678'],
    ['我叫李雷，手机13812345678', ['李雷'], [HAN], '我叫李*，手机138****5678'],
    ['给韩梅梅约，13900001111', ['韩梅梅'], [LI], '给韩**约，139****1111'],
    ['李雷13812345678，韩梅梅13900001111', ['韩梅梅'], [LI], '李雷138****5678，韩**139****1111'],
    [
      '李雷13812345678，韩梅梅13900001111',
      ['李雷', '韩梅梅'],
      [LI, HAN],
      '李雷13812345678，韩梅梅13900001111',
    ],
    ['12月2号下午两点，第3诊室，200元', [], [], '12月2号下午两点，第3诊室，200元'],
  ])('%s, names %j', (text, names, consented, kept) => {
    expect(textWithoutConsent(text, names, consented)).toBe(kept)
  })
})

const frame = (facts: Record<string, Json>): Frame => ({
  id: '7:book-visit',
  dialog: 'book-visit',
  schema: 1,
  facts,
  asked: null,
  tries: 0,
  touchedAt: '2026-11-23T01:00:00Z',
})

const STORY = { text: '护士骂人，我的电话13812345678', reading: null, attachments: [] }

describe('DU-3 an open dialog without the identity that nobody agreed to keep', () => {
  it.each<[string, Record<string, Json>, Record<string, Json>]>([
    ['nothing told', { department: 'orthopedics' }, { department: 'orthopedics' }],
    ['a name', { department: 'ent', visitorName: '李雷' }, { department: 'ent' }],
    ['all of it', { visitorName: '李雷', visitorId: LI.idNumber, visitorPhone: LI.phone }, {}],
    ['refused', { visitorName: '李雷', consent: 'no' }, { consent: 'no' }],
    ['agreed', { visitorName: '李雷', consent: 'yes' }, { visitorName: '李雷', consent: 'yes' }],
    ['a contact', { contact: { name: '韩梅梅', phone: null } }, {}],
    [
      'a number in a story',
      { story: STORY, contact: { name: null, phone: LI.phone } },
      { story: { ...STORY, text: '护士骂人，我的电话138****5678' } },
    ],
  ])('%s', (_what, facts, kept) => {
    expect(frameWithoutConsent(frame(facts)).facts).toEqual(kept)
    expect(holdsUnconsented(frameWithoutConsent(frame(facts)))).toBe(false)
  })

  it('knows the names that it holds', () => {
    const frames = [
      frame({ visitorName: '李雷' }),
      frame({ contact: { name: '韩梅梅', phone: null } }),
      frame({ visitorName: '王芳', consent: 'yes' }),
    ]
    expect(namesWithoutConsent(frames)).toEqual(['李雷', '韩梅梅'])
  })
})

describe('DU-3 messages are kept for 180 days', () => {
  it.each([
    ['2026-11-23 09:00', '2026-05-27 09:00'],
    ['2026-06-29 00:00', '2025-12-31 00:00'],
  ])('at %s: since %s', (now, since) => {
    expect(clock(messagesKeptSince(local(now), defaultPolicy))).toBe(since)
  })
})

describe('DU-3 files are kept for 180 days, those of a ticket for a year', () => {
  it.each([['2026-11-23 09:00', '2026-05-27 09:00', '2025-11-23 09:00']])(
    'at %s: since %s, %s',
    (now, since, of) => {
      expect(clock(filesKeptSince(local(now), defaultPolicy))).toBe(since)
      expect(clock(evidenceKeptSince(local(now), defaultPolicy))).toBe(of)
    },
  )
})
