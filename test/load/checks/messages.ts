/** Nothing that was acknowledged is lost, nothing is left unanswered, and chats are told in order. */
import { rows } from '../../../prisma/sql.ts'
import { type Broken, brokenRows, type Check } from './evidence.ts'

export const acknowledgedIsKept: Check = async ({ db, witness }) => {
  const kept = new Set(
    (await rows<{ key: string }>(db, `SELECT source || ' ' || external_id AS key FROM inbox`)).map(
      ({ key }) => key,
    ),
  )
  return witness.acknowledged
    .filter(({ channel, externalId }) => !kept.has(`${channel} ${externalId}`))
    .map(({ channel, externalId, chat }) => ({
      invariant: 'nothing lost',
      what: `${channel} ${externalId} was acknowledged and is gone`,
      chat,
    }))
}

export const everythingIsTaken: Check = (evidence) =>
  brokenRows(
    evidence,
    'nothing left lying',
    `SELECT i.id, i.source, i.status, i.attempts, c.chat FROM inbox i JOIN conversation c ON c.id = i.conversation_id
     WHERE i.status <> 'done' ORDER BY i.id`,
  )

/** In the commit that took a patient's message something was said, to the patient or to the person who serves them; floods excepted. */
export const everythingIsAnswered: Check = (evidence) =>
  brokenRows(
    evidence,
    'every message answered',
    `SELECT i.id, i.external_id, i.at, c.chat FROM inbox i JOIN conversation c ON c.id = i.conversation_id
     JOIN rehearsal.written done ON done.what = 'inbox update' AND done.id = i.id
     WHERE c.kind = 'private' AND i.source NOT IN ('due', 'event') AND i.status = 'done'
       AND NOT EXISTS (SELECT 1 FROM rehearsal.written w JOIN outbox o ON o.id = w.id WHERE w.what = 'outbox insert' AND w.tx = done.tx)
       AND (SELECT count(*) FROM inbox e WHERE e.conversation_id = i.conversation_id AND e.source = i.source
              AND e.at > i.at - interval '60 seconds' AND e.at <= i.at) <= 20
     ORDER BY i.id`,
  )

export const everythingIsSent: Check = (evidence) =>
  brokenRows(
    evidence,
    'outbox order',
    `SELECT o.id, o.status, c.chat FROM outbox o JOIN conversation c ON c.id = o.conversation_id
     WHERE o.status NOT IN ('sent', 'dead', 'unknown')
     UNION ALL
     SELECT c.id, 'numbers ' || count(o.id) || ' of ' || c.last_seq, c.chat FROM conversation c
     LEFT JOIN outbox o ON o.conversation_id = c.id
     GROUP BY c.id HAVING count(o.id) <> c.last_seq OR coalesce(max(o.seq), 0) <> c.last_seq`,
  )

/** What arrived, arrived in the order in which it was said; a repeat only where nobody could know, and on our own pages never. */
export const chatsAreInOrder: Check = ({ said, witness }) => {
  const seqOf = new Map(said.map((each) => [each.id, each]))
  const last = new Map<string, number>()
  const times = new Map<number, number>()
  const broken: Broken[] = []
  for (const { outbox, chat } of witness.delivered) {
    const row = seqOf.get(outbox)
    const before = times.get(outbox) ?? 0
    times.set(outbox, before + 1)
    if (!row)
      broken.push({ invariant: 'outbox order', what: `${outbox} arrived and was never written`, chat })
    else if (before === 0 && row.seq <= (last.get(chat) ?? 0))
      broken.push({ invariant: 'outbox order', what: `${outbox} arrived after what was said later`, chat })
    else if (before === 0) last.set(chat, row.seq)
    const doubts = witness.inDoubt.filter((id) => id === outbox).length
    if (before > (row?.channel === 'web' ? 0 : doubts))
      broken.push({ invariant: 'outbox order', what: `${outbox} arrived ${before + 1} times`, chat })
  }
  const unheard = said.filter(({ id, status }) => status === 'sent' && !times.has(id))
  return Promise.resolve([
    ...broken,
    ...unheard.map(({ id, chat }) => ({
      invariant: 'outbox order',
      what: `${id} counts as sent and never arrived`,
      chat,
    })),
  ])
}

/** What can never arrive is somebody's task. */
export const undeliverableIsATask: Check = (evidence) =>
  brokenRows(
    evidence,
    'nothing lost',
    `SELECT o.id, o.status, c.chat FROM outbox o JOIN conversation c ON c.id = o.conversation_id
     WHERE o.status IN ('dead', 'unknown') AND c.kind = 'private'
       AND NOT EXISTS (SELECT 1 FROM task t WHERE t.effect_key = 'undeliverable:' || o.id)`,
  )
