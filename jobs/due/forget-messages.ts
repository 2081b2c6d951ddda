import type { Temporal } from 'temporal-polyfill'
import { scheduleOnce } from '../../prisma/queries/due.ts'
import { forgetBefore, forgetFiles } from '../../prisma/queries/forget.ts'
import { forgetUtterances } from '../../prisma/queries/utterances.ts'
import { dayOf, instantOn } from '../../rules/calendar.ts'
import { evidenceKeptSince, filesKeptSince } from '../../rules/files-kept-since.ts'
import { messagesKeptSince } from '../../rules/messages-kept-since.ts'
import { utterancesKeptSince } from '../../rules/utterances-kept-since.ts'
import type { CommitContext } from '../commit-context.ts'
import type { HospitalDue } from './due-context.ts'

type Scheduling = Pick<CommitContext, 'db' | 'now' | 'policy'>

/** Every night, when few write. */
export const scheduleForgetting = ({ db, now, policy }: Scheduling): Promise<number> =>
  scheduleOnce(db, {
    kind: 'forget-messages',
    subject: 'hospital:forget-messages',
    dueAt: instantOn(dayOf(now, policy).add({ days: 1 }), '03:30', policy).epochMilliseconds,
    conversation: null,
  })

/** Source: DU-3. */
export const forgetMessages: HospitalDue = async (_due, context) => {
  const { db, now, policy } = context
  const date = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)
  await forgetBefore(db, date(messagesKeptSince(now, policy)))
  await forgetFiles(db, date(filesKeptSince(now, policy)), date(evidenceKeptSince(now, policy)))
  await forgetUtterances(db, dayOf(utterancesKeptSince(now, policy), policy).toString())
  await scheduleForgetting(context)
}
