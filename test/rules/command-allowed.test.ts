import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GroupKind, StaffRole } from '../../domain/hospital.ts'
import type { StaffCommand } from '../../rules/command-allowed.ts'
import { commandAllowed, staffCommands } from '../../rules/command-allowed.ts'

const roles: StaffRole[] = [
  'staff',
  'liaison',
  'department-head',
  'customer-office',
  'medical-affairs',
  'duty-officer',
  'leadership',
  'administrator',
]
const kinds: GroupKind[] = [
  'department',
  'triage-desk',
  'service-desk',
  'customer-office',
  'medical-affairs',
  'duty',
  'leadership',
]

const verdict = (command: StaffCommand, role: string, group: string, ticketDepartment?: string | null) => {
  const [name = '', of] = role.split('@')
  const [kind, department] = group.split('@')
  const allowed = commandAllowed(
    command,
    { roles: [{ role: name, ...(of ? { department: of } : {}) }] },
    { kind: kind as GroupKind, ...(department ? { department } : {}) },
    ticketDepartment,
  )
  return allowed.ok ? 'allowed' : allowed.reason
}

describe('DU-2 a command needs the role and the right group', () => {
  it.each([
    ['ticket.accept', 'liaison@guke', 'department@guke', 'guke', 'allowed'],
    ['ticket.accept', 'staff@guke', 'department@guke', 'guke', 'allowed'],
    ['ticket.accept', 'liaison@yanke', 'department@guke', 'guke', 'wrong-role'], // a visitor in the group
    ['ticket.accept', 'liaison@guke', 'department@guke', 'yanke', 'wrong-group'], // a ticket of another department
    ['ticket.accept', 'liaison@guke', 'department@guke', null, 'wrong-group'], // a ticket of no department
    ['ticket.accept', 'customer-office', 'department@guke', 'guke', 'allowed'], // a role in the whole hospital
    ['ticket.accept', 'customer-office', 'customer-office', null, 'allowed'],
    ['ticket.accept', 'duty-officer', 'duty', 'guke', 'allowed'],
    ['ticket.accept', 'staff', 'triage-desk', 'guke', 'wrong-group'],
    ['ticket.accept', 'administrator', 'customer-office', null, 'wrong-role'], // CP-10
    ['ticket.transfer', 'staff@guke', 'department@guke', 'guke', 'wrong-role'],
    ['ticket.transfer', 'liaison@guke', 'department@guke', 'guke', 'allowed'],
    ['ticket.conclude', 'customer-office', 'customer-office', 'guke', 'wrong-role'],
    ['ticket.conclude', 'leadership', 'leadership', 'guke', 'allowed'],
    ['ticket.approve', 'duty-officer', 'duty', 'guke', 'wrong-role'],
    ['ticket.approve', 'leadership', 'duty', 'guke', 'allowed'],
    ['relay.accept', 'staff', 'service-desk', undefined, 'allowed'],
    ['relay.accept', 'staff', 'leadership', undefined, 'wrong-group'],
    ['list.request', 'staff', 'triage-desk', undefined, 'allowed'],
    ['breach.forgive', 'staff', 'service-desk', undefined, 'allowed'],
    ['breach.forgive', 'staff@guke', 'department@guke', undefined, 'wrong-group'],
    ['session.stop', 'department-head@guke', 'medical-affairs', undefined, 'wrong-role'],
    ['session.stop', 'medical-affairs', 'medical-affairs', undefined, 'allowed'],
    ['task.done', 'staff@guke', 'department@guke', undefined, 'allowed'],
    ['desk.status', 'patient', 'service-desk', undefined, 'wrong-role'], // no role of staff
  ] as const)('%s by %s in %s about %s: %s', (command, role, group, about, expected) => {
    expect(verdict(command, role, group, about)).toBe(expected)
  })

  it('nobody without a role may do anything', () => {
    for (const command of staffCommands)
      for (const kind of kinds)
        expect(commandAllowed(command, { roles: [] }, { kind })).toMatchObject({
          ok: false,
          reason: 'not-staff',
        })
  })

  it('every command is allowed to someone somewhere, and to no administrator', () => {
    for (const command of staffCommands) {
      const allowed = roles.filter((role) => kinds.some((kind) => verdict(command, role, kind) === 'allowed'))
      expect([command, allowed.length > 0, allowed.includes('administrator')]).toEqual([command, true, false])
    }
  })

  it('more roles never take a permission away', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...staffCommands),
        fc.constantFrom(...kinds),
        fc.array(fc.constantFrom(...roles), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...roles),
        (command, kind, some, another) => {
          const may = (held: StaffRole[]) =>
            commandAllowed(command, { roles: held.map((role) => ({ role })) }, { kind }).ok
          expect(!may(some) || may([...some, another])).toBe(true)
        },
      ),
    )
  })
})
