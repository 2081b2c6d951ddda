import fc from 'fast-check'
import { createCipheriv } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createEnvelope } from '../../bot/channels/wechat/official-account/envelope.ts'
import { isSigned, signatureOf } from '../../bot/channels/wechat/official-account/signature.ts'
import { fieldsOf, xmlOf } from '../../bot/channels/wechat/official-account/xml.ts'

const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

describe('signatures', () => {
  it('are SHA-1 of the sorted parts', () => {
    // printf '%s' 1403690453NgFmbdtoken | sha1sum
    expect(signatureOf(['token', 'NgFmbd', '1403690453'])).toBe('9c7b9829c886589edc21ed05c9c97740db67b5c0')
    expect(isSigned(signatureOf(['token', '1', 'n']), ['token', '1', 'n'])).toBe(true)
  })

  it.each([
    undefined,
    '',
    'zz',
    'a'.repeat(40),
    signatureOf(['other', '1', 'n']),
    signatureOf(['token', '2', 'n']),
  ])('%s is refused', (signature) => {
    expect(isSigned(signature, ['token', '1', 'n'])).toBe(false)
  })
})

describe('envelopes', () => {
  const envelope = createEnvelope(AES_KEY, 'wx1234567890abcdef')

  it('open what they sealed, each time differently', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (words) => {
        const [one, other] = [envelope.seal(words), envelope.seal(words)]
        expect(one).not.toBe(other)
        expect([envelope.open(one), envelope.open(other)]).toEqual([words, words])
      }),
    )
  })

  it('refuse what was sealed for another account', () => {
    const other = createEnvelope(AES_KEY, 'wx0000000000000000')
    expect(() => envelope.open(other.seal('你好'))).toThrow('not for this account')
  })

  it('refuse what was sealed with another key', () => {
    const other = createEnvelope(`B${AES_KEY.slice(1)}`, 'wx1234567890abcdef')
    expect(() => envelope.open(other.seal('你好'))).toThrow(/envelope|account/)
  })

  it('refuse a length that reaches beyond the end', () => {
    const key = Buffer.from(`${AES_KEY}=`, 'base64')
    const whole = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0x7f, 0xff, 0xff, 0xff]),
      Buffer.alloc(12, 12),
    ])
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const sealed = Buffer.concat([cipher.update(whole), cipher.final()]).toString('base64')
    expect(() => envelope.open(sealed)).toThrow('not for this account')
  })

  it.each(['', 'AAAA', '没有'])('refuse %s', (sealed) => {
    expect(() => envelope.open(sealed)).toThrow(Error)
  })
})

describe('XML', () => {
  it('reads a message as WeChat posts it', () => {
    const xml = `<xml>
  <ToUserName><![CDATA[gh_1]]></ToUserName>
  <FromUserName><![CDATA[oABC]]></FromUserName>
  <CreateTime>1348831860</CreateTime>
  <MsgType><![CDATA[text]]></MsgType>
  <Content><![CDATA[我要<挂号> & 3 > 2]]></Content>
  <MsgId>1234567890123456</MsgId>
</xml>`
    expect(fieldsOf(xml)).toEqual({
      ToUserName: 'gh_1',
      FromUserName: 'oABC',
      CreateTime: '1348831860',
      MsgType: 'text',
      Content: '我要<挂号> & 3 > 2',
      MsgId: '1234567890123456',
    })
  })

  it('reads entities, nothing else', () => {
    expect(fieldsOf('<xml><A>&lt;&#20320;&#x597D;&amp;lt;&bad;</A><B></B></xml>')).toEqual({
      A: '<你好&lt;&bad;',
      B: '',
    })
  })

  it('lets nobody speak for somebody else', () => {
    const forged =
      '<xml><FromUserName><![CDATA[oABC]]></FromUserName><Content><![CDATA[</Content><FromUserName>oX</FromUserName>]]></Content></xml>'
    expect(fieldsOf(forged).FromUserName).toBe('oABC')
  })

  it('is quick with hostile texts', () => {
    const started = performance.now()
    fieldsOf('<a>'.repeat(100_000))
    fieldsOf(`<A><![CDATA[${'<B>'.repeat(50_000)}`)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        fc.pre(!words.includes(']]>'))
        expect(fieldsOf(xmlOf({ Content: words, CreateTime: 1 }))).toEqual({
          Content: words,
          CreateTime: '1',
        })
      }),
    )
    expect(xmlOf({ Content: 'a]]>b' })).toBe('<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content></xml>')
    expect(xmlOf({ Image: { MediaId: 'm' } })).toBe(
      '<xml><Image><MediaId><![CDATA[m]]></MediaId></Image></xml>',
    )
  })
})
