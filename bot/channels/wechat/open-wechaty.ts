/** Wechaty around a puppet, imported only where a channel needs it. */
import type { Message, Wechaty } from 'wechaty'
import type { impls, Puppet } from 'wechaty-puppet'

export interface Ears {
  /** Hears of every message; whatever it throws is heard by `failed`. */
  heard(message: Message): Promise<void>
  failed(error: Error): void
}

/** `make` imports and makes the puppet. An exception in a listener would end the process: everything is caught here. */
export const openWechaty = async <P extends Puppet>(
  make: () => Promise<P>,
  { heard, failed }: Ears,
): Promise<{ bot: Wechaty; puppet: P }> => {
  // Its log, which is set up when it is imported, tells what people write.
  process.env.WECHATY_LOG ??= 'silent'
  const puppet = await make()
  const { WechatyBuilder } = await import('wechaty')
  const bot = WechatyBuilder.build({ puppet: puppet as impls.PuppetInterface })
  bot.on('error', failed)
  bot.on('message', (message) => {
    heard(message).catch((error: unknown) => failed(error instanceof Error ? error : new Error('unknown')))
  })
  return { bot, puppet }
}
