/** No group learns who complains, however they have written their numbers and their name. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GroupKind } from '../../domain/hospital.ts'
import type { TicketStory } from '../../domain/records.ts'
import { ticketCard } from '../../handlers/ticket-card.ts'
import { createTexts } from '../../texts/load-texts.ts'
import { renderSay } from '../../texts/render-say.ts'
import { demoHospital } from '../support/hospital-under-test.ts'
import { around, idNumbers, mobiles, readable, spelled } from '../support/spelled-numbers.ts'

const texts = createTexts()
const hospital = demoHospital()
const GROUPS: GroupKind[] = ['department', 'customer-office', 'leadership']

const names = fc
  .tuple(fc.constantFrom('王', '李', '欧阳', '阮'), fc.constantFrom('翠霞', '沁芸', '梓萱', '霈'))
  .map((parts) => parts.join(''))

const written = (number: fc.Arbitrary<string>) =>
  number.chain((plainly) => fc.record({ plainly: fc.constant(plainly), spelling: spelled(plainly) }))

const stories = fc.record({
  name: names,
  phone: written(mobiles),
  id: written(idNumbers),
  before: around,
  between: around,
  attachments: fc.constantFrom<string[]>([], ['a']),
  when: fc.constantFrom<(words: string) => string>(
    () => '2026-11-22',
    () => '上周住院的时候',
    (words) => words,
    (words) => `前天${words}`,
  ),
})

const cardOf = (group: GroupKind, told: TicketStory): string => {
  const ticket = {
    id: 7,
    kind: 'complaint',
    class: 'service',
    severity: 'complex',
    department: hospital.departments[0]?.key ?? null,
    status: 'open',
  } as const
  return renderSay(texts, ticketCard(hospital, ticket, told, group), 'card').message.text
}

describe('the card of a complaint', () => {
  it.each(GROUPS)('shows %s neither numbers nor the name', (group) => {
    fc.assert(
      fc.property(stories, ({ name, phone, id, before, between, attachments, when }) => {
        const story = `我是${name}，${before}${id.spelling}。${between}${phone.spelling}。${name}再说一遍`
        const card = cardOf(group, {
          story,
          person: null,
          when: when(`${name}${phone.spelling}`),
          name,
          phone: phone.plainly,
          attachments,
        })
        const digits = readable(card).replaceAll('*', '')
        expect(digits).not.toContain(phone.plainly)
        expect(digits).not.toContain(id.plainly)
        expect(card).not.toContain(name)
        // The check itself can see them.
        const unmasked = readable(story).replaceAll('*', '')
        expect(unmasked).toContain(phone.plainly)
        expect(unmasked).toContain(id.plainly)
      }),
      { numRuns: 200 },
    )
  })
})
