/** Defects that are planted, to see that the checks would find them: what each is called, and how the database comes to have it. */
export const DEFECTS: { invariant: string; name: string; sql: string }[] = [
  {
    invariant: 'places are bookings',
    name: 'a booking without a place',
    sql: `UPDATE period SET booked = booked - 1 WHERE id = (SELECT period_id FROM appointment WHERE status = 'booked' LIMIT 1)`,
  },
  {
    invariant: 'places are bookings',
    name: 'a place that was never given back',
    sql: `UPDATE period SET booked = booked + 1 WHERE id = (SELECT id FROM period WHERE booked < capacity LIMIT 1)`,
  },
  {
    invariant: 'nobody is booked twice',
    name: 'two visits of one person at one time',
    sql: `INSERT INTO appointment (number, person_id, account_id, period_id, department, doctor, day, starts_at, ends_at, status, booked_at, ended_at, effect_key)
      SELECT '8888888', person_id, account_id, period_id, department, doctor, day, starts_at, ends_at, status, booked_at, ended_at, 'planted'
      FROM appointment WHERE status = 'attended' LIMIT 1`,
  },
  {
    invariant: 'booked in time',
    name: 'a booking after the cut-off',
    sql: `UPDATE appointment SET booked_at = starts_at WHERE id = (SELECT max(id) FROM appointment)`,
  },
  {
    invariant: 'breaches',
    name: 'a breach that nobody committed',
    sql: `INSERT INTO breach (person_id, appointment_id, reason, at)
      SELECT person_id, id, 'no-show', starts_at FROM appointment WHERE status = 'attended' LIMIT 1`,
  },
  {
    invariant: 'effects once',
    name: 'a post that one commit says twice to a group',
    sql: `WITH posted AS (SELECT o.*, w.tx FROM outbox o JOIN conversation c ON c.id = o.conversation_id
        JOIN rehearsal.written w ON w.what = 'outbox insert' AND w.id = o.id WHERE c.kind = 'group' ORDER BY o.id LIMIT 1),
      chat AS (UPDATE conversation SET last_seq = last_seq + 1 FROM posted WHERE conversation.id = posted.conversation_id RETURNING last_seq),
      again AS (INSERT INTO outbox (conversation_id, seq, sealed, at, status, channel)
        SELECT conversation_id, chat.last_seq, sealed, at, 'sent', channel FROM posted, chat RETURNING id)
      SELECT 1;
      UPDATE rehearsal.written again SET tx = posted.tx
      FROM (SELECT w.tx FROM outbox o JOIN conversation c ON c.id = o.conversation_id
        JOIN rehearsal.written w ON w.what = 'outbox insert' AND w.id = o.id WHERE c.kind = 'group' ORDER BY o.id LIMIT 1) posted
      WHERE again.what = 'outbox insert' AND again.id = (SELECT max(id) FROM outbox)`,
  },
  {
    invariant: 'effects once',
    name: 'a booking that nobody was told of',
    sql: `UPDATE appointment SET number = '9999999' WHERE id = (SELECT max(id) FROM appointment)`,
  },
  {
    invariant: 'effects once',
    name: 'a ticket registered twice',
    sql: `INSERT INTO ticket_event (ticket_id, kind, at, data) SELECT ticket_id, kind, at, data FROM ticket_event
      WHERE kind = 'registered' LIMIT 1`,
  },
  {
    invariant: 'due things',
    name: 'a reminder that never came',
    sql: `UPDATE due SET status = 'withdrawn', happened_at = NULL WHERE id = (SELECT max(id) FROM due WHERE kind = 'reminder-day' AND status = 'done')`,
  },
  {
    invariant: 'due things',
    name: 'a reminder a minute late',
    sql: `UPDATE due SET happened_at = happened_at + interval '1 minute' WHERE id = (SELECT max(id) FROM due WHERE kind = 'reminder-day' AND status = 'done')`,
  },
  {
    invariant: 'due things',
    name: 'a due thing that happened twice',
    sql: `INSERT INTO due (kind, subject, due_at, status, happened_at) SELECT kind, subject, due_at, 'done', happened_at FROM due
      WHERE kind = 'triage-list' AND status = 'done' LIMIT 1`,
  },
  {
    invariant: 'ticket clocks',
    name: 'a clock that is an hour late',
    sql: `UPDATE due SET due_at = due_at + interval '1 hour' WHERE id = (SELECT min(id) FROM due WHERE kind = 'ticket-settle')`,
  },
  {
    invariant: 'ticket clocks',
    name: 'an escalation that nobody made',
    sql: `INSERT INTO ticket_event (ticket_id, kind, at, data) SELECT ticket_id, 'escalated', at, '{"level": 3}' FROM ticket_event
      WHERE kind = 'registered' LIMIT 1`,
  },
  {
    invariant: 'every message answered',
    name: 'a message without an answer',
    sql: `DELETE FROM rehearsal.written w USING rehearsal.written done, inbox i, conversation c
      WHERE w.what = 'outbox insert' AND done.tx = w.tx AND done.what = 'inbox update' AND i.id = done.id AND c.id = i.conversation_id
        AND c.kind = 'private' AND i.source NOT IN ('due', 'event')
        AND i.id = (SELECT min(i.id) FROM inbox i JOIN conversation c ON c.id = i.conversation_id WHERE c.kind = 'private' AND i.source NOT IN ('due', 'event'))`,
  },
  {
    invariant: 'nothing lost',
    name: 'a message that was acknowledged and is gone',
    sql: `UPDATE inbox SET external_id = 'gone' WHERE id = (SELECT min(id) FROM inbox WHERE source = 'web')`,
  },
  {
    invariant: 'nothing left lying',
    name: 'a message that nobody took',
    sql: `UPDATE inbox SET status = 'waiting' WHERE id = (SELECT max(id) FROM inbox)`,
  },
  {
    invariant: 'outbox order',
    name: 'two messages in the wrong order',
    sql: `UPDATE outbox SET seq = -seq WHERE conversation_id = (SELECT conversation_id FROM outbox WHERE seq = 2 AND status = 'sent' LIMIT 1) AND seq < 3;
      UPDATE outbox SET seq = 3 + seq WHERE seq < 0`,
  },
  {
    invariant: 'outbox order',
    name: 'a reply that was never sent',
    sql: `UPDATE outbox SET status = 'waiting' WHERE id = (SELECT max(id) FROM outbox)`,
  },
]
