/** Chats that platforms rename or take away. A chat `<id>/<topic>` is a part of the chat `<id>`. */
import { type Db, rows, touched } from '../sql.ts'

/** A chat goes on under another id; where that one is known already, only the group moves. */
export const moveChat = async (db: Db, channel: string, from: string, to: string): Promise<void> => {
  await touched(
    db,
    `UPDATE conversation SET chat = $3 WHERE channel = $1 AND chat = $2
     AND NOT EXISTS (SELECT 1 FROM conversation WHERE channel = $1 AND chat = $3)`,
    [channel, from, to],
  )
  await touched(
    db,
    `INSERT INTO group_chat (channel, chat, group_key, bound_at)
     SELECT channel, $3, group_key, bound_at FROM group_chat WHERE channel = $1 AND chat = $2
     ON CONFLICT (channel, chat) DO NOTHING`,
    [channel, from, to],
  )
  await touched(db, 'DELETE FROM group_chat WHERE channel = $1 AND chat = $2', [channel, from])
}

/** Unbinds a chat and its parts; answers the keys of the groups that lose it. */
export const unbindChat = async (db: Db, channel: string, chat: string): Promise<string[]> =>
  (
    await rows<{ group: string }>(
      db,
      `DELETE FROM group_chat WHERE channel = $1 AND (chat = $2 OR starts_with(chat, $2 || '/')) RETURNING group_key AS group`,
      [channel, chat],
    )
  ).map(({ group }) => group)
