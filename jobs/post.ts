/** Messages to staff groups and events for patients, written in the commit of their cause. */
import type { GroupRef } from '../domain/effect.ts'
import type { Group, Hospital } from '../domain/hospital.ts'
import type { Arrival, PatientEvent } from '../domain/message.ts'
import { line, type Say } from '../domain/say.ts'
import type { Script } from '../domain/script.ts'
import { conversationsOfGroup } from '../prisma/queries/conversations.ts'
import { acceptArrival } from '../prisma/queries/inbox.ts'
import { appendMessages } from '../prisma/queries/outbox.ts'
import type { Texts } from '../texts/load-texts.ts'
import { type Rendered, renderSay } from '../texts/render-say.ts'
import type { CommitContext } from './commit-context.ts'

/** The group that is meant; a department without one is served by the customer office. */
export const groupFor = ({ groups }: Hospital, { kind, department }: GroupRef): Group | undefined =>
  groups.find(
    (group) => group.kind === kind && (department === undefined || group.department === department),
  ) ?? groups.find((group) => group.kind === 'customer-office')

const wall = ({ now }: CommitContext): Date => new Date(now.epochMilliseconds)

export const renderSays = (texts: Texts, says: Say[], id: string, script: Script = 'zh-CN'): Rendered[] =>
  says.map((each, index) => renderSay(texts, each, `${id}.${index}`, script))

/** Says something in a conversation, in its script. */
export const appendSays = async (
  context: CommitContext,
  conversation: number,
  says: Say[],
  id: string,
  script?: Script,
) => {
  const rendered = renderSays(context.texts, says, id, script)
  const sealed = rendered.map(({ message }) => context.vault.seal(message))
  await appendMessages(context.db, conversation, sealed, wall(context), context.bulk)
  return rendered
}

/** Posts to every chat of a group. */
export const postToGroup = async (context: CommitContext, group: string, post: Say): Promise<void> => {
  const chats = await conversationsOfGroup(context.db, group)
  const urgent = { ...context, bulk: false }
  for (const { id } of chats) await appendSays(urgent, id, [post], `${context.turn}:${group}`)
}

export const post = async (context: CommitContext, ref: GroupRef, message: Say): Promise<void> => {
  const group = groupFor(context.hospital, ref)
  if (group) await postToGroup(context, group.key, message)
}

/** Tells a patient's conversation that something happened; `key` makes it happen once. */
export const tellPatient = async (
  { db, vault, now }: CommitContext,
  conversation: number,
  event: PatientEvent,
  key: string,
): Promise<void> => {
  const arrival: Arrival = { kind: 'event', event }
  await acceptArrival(db, {
    conversation,
    source: 'event',
    externalId: key,
    sealed: vault.seal(arrival),
    at: new Date(now.epochMilliseconds),
  })
}

/** Buttons in a group: an option's id is the command that it types. */
export const withCommands = (lines: Say['lines'], commands: { label: string; command: string }[]): Say => ({
  lines,
  ...(commands.length === 0
    ? {}
    : {
        list: {
          frame: null,
          field: 'command',
          numbered: false,
          options: commands.map(({ label, command }) => ({ id: command, label: line(label) })),
        },
      }),
})
