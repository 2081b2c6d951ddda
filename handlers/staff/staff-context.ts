import type { Group } from '../../domain/hospital.ts'
import type { StaffActor } from '../../domain/records.ts'
import type { Say } from '../../domain/say.ts'
import type { CommitContext } from '../../jobs/commit-context.ts'
import type { AttachmentRef } from '../../domain/message.ts'

/** A member of staff giving a command in a group, inside the commit of the turn. */
export interface StaffContext extends CommitContext {
  actor: StaffActor
  group: Group
  attachments: AttachmentRef[]
}

/** Carries a command out and says what the group hears. */
export type StaffCommandHandler<C> = (command: C, context: StaffContext) => Promise<Say[]>

export const actorOf = ({ actor }: StaffContext): string => `staff:${actor.key}`
