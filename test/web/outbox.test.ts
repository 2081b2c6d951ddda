import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NewMessage } from '../../domain/web-api.ts'
import type { Answer } from '../../web/shared/api.ts'
import { backOffMs } from '../../web/shared/back-off.ts'
import type { KeyValue } from '../../web/shared/browser-storage.ts'
import { createOutbox, type OutboxLink } from '../../web/shared/outbox.ts'

const memory = (): KeyValue & { values: Map<string, string> } => {
  const values = new Map<string, string>()
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
  }
}
const taken: Answer<unknown> = { ok: true, value: undefined }
const refusal = (status: number, waitSeconds?: number): Answer<unknown> => ({
  ok: false,
  status,
  message: `no ${status}`,
  waitSeconds,
})
const message = (id: string): NewMessage => ({ id, text: `text ${id}` })

/** An outbox whose server gives these answers in turn, and then takes everything. */
const open = (answers: Answer<unknown>[], rest: Partial<OutboxLink> = {}) => {
  const posted: string[] = []
  const storage = memory()
  const outbox = createOutbox({
    storage,
    key: 'o',
    changed: () => {},
    post: async ({ id }) => {
      posted.push(id)
      return answers.shift() ?? taken
    },
    ...rest,
  })
  const states = () => outbox.list().map((unsent) => `${unsent.message.id} ${unsent.state}`)
  return { outbox, posted, storage, states }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('outbox', () => {
  it('shows a message at once, as accepted when the server has it, and drops it when it comes back', async () => {
    const { outbox, states } = open([])
    outbox.add(message('a'))
    expect(states()).toEqual(['a sending'])
    await after(0)
    expect(states()).toEqual(['a accepted'])
    outbox.settle(new Set(['a', 'of another page']))
    expect(states()).toEqual([])
  })

  it.each([0, 408, 429, 500, 503])(
    'sends again under the same id, with growing waits, after %i',
    async (status) => {
      const { outbox, posted, states } = open([refusal(status), refusal(status)])
      outbox.add(message('a'))
      await after(0)
      expect(states()).toEqual(['a waiting'])
      await after(999)
      expect(posted).toHaveLength(1)
      await after(1)
      expect(posted).toEqual(['a', 'a'])
      await after(1999)
      expect(posted).toHaveLength(2)
      await after(1)
      expect(posted).toEqual(['a', 'a', 'a'])
      expect(states()).toEqual(['a accepted'])
    },
  )

  it('waits as long as the server says', async () => {
    const { outbox, posted } = open([refusal(429, 20)])
    outbox.add(message('a'))
    await after(19_900)
    expect(posted).toHaveLength(1)
    await after(200)
    expect(posted).toHaveLength(2)
  })

  it('keeps the order: the second waits for the first', async () => {
    const { outbox, posted } = open([refusal(503)])
    outbox.add(message('a'))
    outbox.add(message('b'))
    await after(100)
    expect(posted).toEqual(['a'])
    await after(2000)
    expect(posted).toEqual(['a', 'a', 'b'])
  })

  it('says why a message was refused and goes on with the next; a refused one can be sent again or dropped', async () => {
    const { outbox, posted, states } = open([refusal(413)])
    outbox.add(message('a'))
    outbox.add(message('b'))
    await after(0)
    expect(states()).toEqual(['a refused', 'b accepted'])
    expect(outbox.list()[0]?.notice).toBe('no 413')
    outbox.retry('a')
    await after(0)
    expect(posted).toEqual(['a', 'b', 'a'])
    outbox.discard('a')
    expect(states()).toEqual(['b accepted'])
  })

  it('rests after a sign-out until somebody signs in', async () => {
    const signedOut = vi.fn<() => void>()
    const { outbox, posted } = open([refusal(401)], { signedOut })
    outbox.add(message('a'))
    await after(60_000)
    expect(signedOut).toHaveBeenCalledOnce()
    expect(posted).toHaveLength(1)
    outbox.nudge()
    await after(0)
    expect(posted).toHaveLength(2)
  })

  it('survives a reload in the middle of sending, and forgets what was accepted', async () => {
    const first = open([taken, refusal(0)])
    first.outbox.add(message('a'))
    first.outbox.add(message('b'))
    await after(0)
    const second = open([], { storage: first.storage })
    expect(second.states()).toEqual(['b waiting'])
    second.outbox.nudge()
    await after(0)
    expect(second.posted).toEqual(['b'])
    expect(first.storage.values.size).toBe(0)
  })

  it('starts empty where the stored list is damaged', () => {
    const storage = memory()
    storage.setItem('o', '[{"message":')
    expect(open([], { storage }).states()).toEqual([])
  })
})

describe('backOffMs', () => {
  it('doubles from about a second and stays within about half a minute', () => {
    expect([0, 1, 2, 10].map((attempt) => backOffMs(attempt, 0.5))).toEqual([1000, 2000, 4000, 30_000])
    expect(backOffMs(0, 0)).toBeLessThan(backOffMs(0, 0.99))
  })
})
