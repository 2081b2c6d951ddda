import { expect, it } from 'vitest'
import { newId } from '../../web/shared/new-id.ts'

it('makes version 4 UUIDs, each another', () => {
  const made = Array.from({ length: 200 }, newId)
  for (const id of made)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(made).size).toBe(200)
})
