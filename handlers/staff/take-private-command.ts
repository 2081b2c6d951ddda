/** What staff say to the bot in private: who they are, by a one-time code, and that they no longer are. */
import type { InboundMessage } from '../../domain/message.ts'
import { ok, refused } from '../../domain/result.ts'
import type { Say } from '../../domain/say.ts'
import type { CommitContext } from '../../jobs/commit-context.ts'
import { appendSays } from '../../jobs/post.ts'
import { finishArrival } from '../../prisma/queries/inbox.ts'
import { transaction } from '../../prisma/sql.ts'
import { commitContext, type Taking } from '../taking.ts'
import { redeemStaffCode, unbindStaffCommand } from './bind-commands.ts'
import { type ParsedCommand, parseCommand } from './parse-command.ts'

/** On our own pages staff sign in instead. */
const commandIn = ({ arrival }: Taking): [InboundMessage, ParsedCommand] | null => {
  if (arrival.kind !== 'message' || arrival.message.channel === 'web') return null
  const command = parseCommand(arrival.message.text)
  return command?.name === 'bind.staff' || command?.name === 'unbind' ? [arrival.message, command] : null
}

const carryOut = (
  command: ParsedCommand,
  message: InboundMessage,
  context: CommitContext,
): Promise<Say | null> =>
  command.name === 'bind.staff'
    ? redeemStaffCode(command.code, message, context)
    : unbindStaffCommand(message, context)

/** True if it was one; a patient who merely says who they are, or whose code is no good, is heard as a patient. */
export const takePrivateCommand = async (taking: Taking): Promise<boolean> => {
  const found = commandIn(taking)
  if (!found) return false
  const [message, command] = found
  const { kit, row, conversation } = taking
  const taken = await transaction<undefined, 'lost' | 'no-command'>(kit.database.pool, async (db) => {
    const context = commitContext(taking, db)
    const words = await carryOut(command, message, context)
    if (!words) return refused('no-command')
    if (!(await finishArrival(db, row.id, 'done'))) return refused('lost')
    await appendSays(context, conversation.id, [words], String(row.id))
    return ok(undefined)
  })
  return taken.ok || taken.reason === 'lost'
}
