import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNT, AES_KEY, type AccountUnderTest, openAccount } from './account-under-test.ts'

describe.each([
  ['in plain mode', ACCOUNT],
  ['in safe mode', { ...ACCOUNT, aesKey: AES_KEY }],
])('a patient of an official account %s', (_, account) => {
  let stage: AccountUnderTest
  beforeAll(async () => {
    stage = await openAccount({ account })
  })
  afterAll(() => stage.close())

  it('is answered within the request, and what comes after by customer-service messages', async () => {
    await stage.wechat.says('oAnna', '停车场在哪')
    const seen = await stage.seen(1)
    expect(seen[0]).toMatchObject({ to: 'oAnna', by: 'reply' })
    expect(seen[0]?.text).toContain('停车')
    expect(seen.slice(1).every(({ by }) => by === 'service')).toBe(true)
  })
})
