import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../domain/web-api.ts'
import { liveListOf, mergeEntries, mergeHistory, unreadAfter } from '../../web/shared/entry-list.ts'

const entry = (id: string, second = 0, rest: Partial<Entry> = {}): Entry => ({
  id,
  from: 'bot',
  text: id,
  at: `2026-11-23T09:00:${String(second).padStart(2, '0')}`,
  ...rest,
})
const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id).join(' ')
const anyEntries = fc.array(
  fc
    .record({ id: fc.integer({ max: 30, min: 0 }), second: fc.integer({ max: 59, min: 0 }) })
    .map(({ id, second }) => entry(`e${id}`, second)),
)

describe('mergeEntries', () => {
  it('shows an id once, in its later version', () => {
    const merged = mergeEntries([entry('a'), entry('b', 1)], [entry('a', 0, { text: 'new' })])
    expect(ids(merged)).toBe('a b')
    expect(merged[0]?.text).toBe('new')
  })

  it('puts a late entry where its time belongs, and keeps the order of arrival within a second', () => {
    expect(ids(mergeEntries([entry('a', 1), entry('d', 9)], [entry('c', 5), entry('b', 1)]))).toBe('a b c d')
  })

  it('changes nothing when nothing came', () => {
    const known = [entry('a')]
    expect(mergeEntries(known, [])).toBe(known)
  })

  it('never repeats an id, never loses one, and is always in the order of time', () => {
    fc.assert(
      fc.property(anyEntries, anyEntries, (known, arrived) => {
        const merged = mergeEntries(mergeEntries([], known), arrived)
        expect(new Set(merged.map(({ id }) => id)).size).toBe(merged.length)
        expect(new Set(merged.map(({ id }) => id))).toEqual(
          new Set([...known, ...arrived].map(({ id }) => id)),
        )
        expect(merged.map(({ at }) => at)).toEqual(merged.map(({ at }) => at).sort())
      }),
    )
  })
})

describe('mergeHistory', () => {
  it("takes the history's order and keeps what arrived while it was on its way", () => {
    expect(ids(mergeHistory([entry('b'), entry('c')], [entry('a'), entry('b')]))).toBe('a b c')
  })

  it('keeps older entries that a shortened history leaves out', () => {
    expect(ids(mergeHistory([entry('old', 0), entry('mid', 5)], [entry('mid', 5), entry('new', 9)]))).toBe(
      'old mid new',
    )
  })
})

describe('liveListOf', () => {
  const options = [{ id: '1', label: '上午' }]

  it('is the newest entry with options, also after plain messages', () => {
    expect(liveListOf([entry('a', 0, { options }), entry('b', 1, { options }), entry('c', 2)])).toBe('b')
  })

  it('is none where nothing can be chosen', () => {
    expect(liveListOf([entry('a'), entry('b', 1, { options: [] })])).toBeUndefined()
  })
})

describe('unreadAfter', () => {
  const entries = [entry('a'), entry('b', 1), entry('c', 2)]
  it.each([
    ['c', 0],
    ['a', 2],
    ['gone', 3],
    [undefined, 3],
  ])('seen %s: %i unread', (seen, unread) => {
    expect(unreadAfter(entries, seen)).toBe(unread)
  })
})
