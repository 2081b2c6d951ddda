import type { ListeningHospital, Kit } from '../../../handlers/kit.ts'
import type { InboundMessage } from '../../../domain/message.ts'
import type { Reading } from './entries.ts'
import type { Live } from './live.ts'

/** What the web routes need from outside. */
export interface WebContext {
  kit: Kit
  live: Live
  accept(message: InboundMessage): Promise<boolean>
  /** Works until nothing is left to do: for moving the demo's clock. */
  settle(): Promise<void>
  /** Cookies only over HTTPS. */
  secure: boolean
  /** Aborted when this process begins to stop. */
  leaving: AbortSignal
}

export const readingFor = (
  { kit }: WebContext,
  { hospital, policy }: ListeningHospital,
  attachments: string,
): Reading => ({
  database: kit.database,
  zone: policy.zone,
  nameOf: (key) => hospital.staff.find((member) => member.key === key)?.name,
  hrefOf: (id) => `${attachments}/${id}`,
})
