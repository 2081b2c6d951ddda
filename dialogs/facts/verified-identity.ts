import type { KnownPerson } from '../../domain/records.ts'
import { line } from '../../domain/say.ts'
import { ask, askAnew, type Fact, known } from '../engine/dialog.ts'

const LAST_FOUR = /(?<!\d)\d{3}[\dXx](?![\dXx])/u

/** The last four characters of the ID number, asked again when a booking is changed. Source: AP-2 (S0 三). */
export const verifiedIdentity: Fact = {
  name: 'verifiedIdentity',
  dependsOn: ['appointment'],
  hear: ({ understanding: { entities, text } }, { asked }) =>
    entities.idNumber?.slice(-4) ?? (asked ? LAST_FOUR.exec(text)?.[0].toUpperCase() : undefined),
  resolve: (said, { visitor }) => {
    const { person } = visitor as { person: KnownPerson }
    const lines = [line('ask-verify', { name: person.name })]
    const again = line('ask-verify-again')
    if (said === undefined) return ask({ lines, again })
    return said === person.idNumber.slice(-4)
      ? known(true)
      : askAnew({ lines: [line('verify-wrong')], again })
  },
}
