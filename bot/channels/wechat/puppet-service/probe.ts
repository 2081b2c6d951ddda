import { randomUUID } from 'node:crypto'
import type { Puppet } from 'wechaty-puppet'

/** Whether the puppet answers, there and back through its event stream, within `ms`. */
export const answersProbe = (puppet: Puppet, ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    const word = randomUUID()
    const end = (answered: boolean): void => {
      clearTimeout(timer)
      puppet.off('dong', hear)
      resolve(answered)
    }
    const hear = ({ data }: { data?: string }): void => {
      if (data === word) end(true)
    }
    const timer = setTimeout(end, ms, false)
    puppet.on('dong', hear)
    try {
      puppet.ding(word)
    } catch {
      end(false)
    }
  })
