import { describe, expect, it } from 'vitest'
import { hearRejections, tellRejection } from '../../bot/channels/wechat/unheard-rejections.ts'

const from = (file: string): Error => {
  const error = new Error('14 UNAVAILABLE')
  error.stack = `Error: 14 UNAVAILABLE\n    at callErrorFromStatus (${file}:31:19)`
  return error
}

const LIBRARY = '/srv/node_modules/@grpc/grpc-js/build/src/call.js'

describe('a rejection that nobody holds', () => {
  it('is heard by the channel where Wechaty’s libraries left it, as long as there is one', () => {
    const heard: Error[] = []
    const error = from(LIBRARY)
    const deafen = hearRejections((each) => heard.push(each))
    expect(tellRejection(error)).toBe(true)
    expect(heard).toEqual([error])
    deafen()
    expect(tellRejection(error)).toBe(false)
  })

  it('is not taken for Wechaty’s where it is our own, or no error at all', () => {
    const heard: Error[] = []
    const deafen = hearRejections((each) => heard.push(each))
    expect(tellRejection(new Error('ours'))).toBe(false)
    expect(tellRejection(from('/srv/node_modules/pg/lib/client.js'))).toBe(false)
    expect(tellRejection('gone')).toBe(false)
    expect(heard).toEqual([])
    deafen()
  })
})
