import type { Kit } from '../../../../handlers/kit.ts'
import { giveUp } from '../../../../jobs/deliver.ts'
import { sentAs } from '../../../../prisma/queries/sent-messages.ts'
import type { Arrival } from './arrival.ts'
import { CHANNEL } from './inbound.ts'

/** WeChat tells afterwards that a template message did not arrive: then staff phone. Source: AP-6. */
export const reportOfTemplate = async (kit: Kit, { event, from }: Arrival): Promise<void> => {
  if (event?.name !== 'TEMPLATESENDJOBFINISH' || event.status === 'success') return
  const row = await sentAs(kit.database.pool, CHANNEL, event.messageId)
  if (row?.chat === from) await giveUp(kit, row, 'dead', 'template-not-delivered')
}
