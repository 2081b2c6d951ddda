/** Seeing, withdrawing and erasing what is held about the people one books for. Source: DU-3 (S1 第八条). */
import type { Json } from '../domain/conversation.ts'
import type { KnownPerson } from '../domain/records.ts'
import { line, say } from '../domain/say.ts'
import { maskIdNumber, maskPhone } from '../rules/mask.ts'
import { ask, type Dialog, end, type Fact, known } from './engine/dialog.ts'

type Wish = 'see' | 'withdraw' | 'erase' | 'why'

/** The ones to choose from. */
const WISHES: Wish[] = ['see', 'withdraw', 'erase']

const ERASE = /(删|清除|注销|抹掉|销毁|擦除)/u
const WHY = /为(什么|啥|何)|凭什么|干(什么|嘛|啥)|做什么|安全吗|泄露|泄漏|外传|放心吗/u
const WITHDRAW = /(撤回|撤销|收回|取消).{0,6}(同意|授权)|不(再)?同意/u

const wish: Fact = {
  name: 'wish',
  hear: ({ understanding: { text } }, { asked, facts }): Json | undefined => {
    if (ERASE.test(text)) return 'erase'
    if (WITHDRAW.test(text)) return 'withdraw'
    if (WHY.test(text)) return 'why'
    if (/(看|查|有(什么|哪些)|存了|保存了|知道我)/u.test(text) && (asked || facts.wish === undefined))
      return 'see'
    return undefined
  },
  resolve: (said) => {
    if (said === 'why') return end(say('data-why'))
    if (said !== undefined) return known(said)
    return ask({
      lines: [line('ask-data-wish')],
      again: line('ask-data-wish'),
      options: WISHES.map((id) => ({ id, label: line(`option-data-${id}`) })),
    })
  },
}

const person: Fact = {
  name: 'person',
  resolve: async (said, { wish: wanted }, { world }) => {
    const persons = await world.persons()
    if (persons.length === 0) return end(say('data-none'))
    if (wanted === 'see') {
      const rows = persons.map(({ name, idNumber, phone }) =>
        line('data-row', { name, idNumber: maskIdNumber(idNumber), phone: maskPhone(phone) }),
      )
      return end({ lines: [line('data-held'), ...rows, line('data-hint')] })
    }
    const chosen = persons.find(({ id }) => id === said) ?? (persons.length === 1 ? persons[0] : undefined)
    if (!chosen)
      return ask({
        lines: [line('ask-data-person')],
        again: line('ask-data-person'),
        options: persons.map(({ id, name }) => ({ id, label: name })),
      })
    const open = await world.visitsOf(chosen.id)
    return open.length > 0 ? end(say('data-open-visits', { count: open.length })) : known(chosen)
  },
}

export const manageData: Dialog = {
  name: 'manage-data',
  startsOn: ['privacy.request'],
  schema: 1,
  absorbs: ['privacy.request', 'dialog.affirm', 'dialog.deny', 'appointment.cancel'],
  facts: [wish, person],
  confirm: {
    question: 'confirm-data',
    summary: (facts) => [line(`confirm-${facts.wish as Wish}`, { name: (facts.person as KnownPerson).name })],
  },
  finish: (facts, _context, key) => {
    const { id } = facts.person as KnownPerson
    const erase = facts.wish === 'erase'
    return Promise.resolve({
      effects: [{ kind: erase ? ('erase-person' as const) : ('withdraw-consent' as const), key, person: id }],
      says: [say(erase ? 'data-erased' : 'data-withdrawn')],
    })
  },
}
