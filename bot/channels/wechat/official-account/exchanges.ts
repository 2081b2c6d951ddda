/** Requests of WeChat that are still open: whatever is said to their chat meanwhile can be their answer. */

export interface Exchanges {
  /** The words that answer a request of a chat, or null once `ms` have passed or `gone` was aborted without any. */
  open(chat: string, ms: number, gone?: AbortSignal): Promise<string | null>
  /** Answers the chat's oldest open request; false where none is open. */
  answer(chat: string, words: string): boolean
}

type Settle = (words: string | null) => void

export const createExchanges = (): Exchanges => {
  const open = new Map<string, Settle[]>()

  const close = (chat: string, settle: Settle): void => {
    const left = (open.get(chat) ?? []).filter((each) => each !== settle)
    if (left.length > 0) open.set(chat, left)
    else open.delete(chat)
  }

  return {
    open: (chat, ms, gone) =>
      new Promise((resolve) => {
        if (gone?.aborted) return resolve(null)
        const settle: Settle = (words) => {
          clearTimeout(timer)
          close(chat, settle)
          resolve(words)
        }
        const timer = setTimeout(settle, ms, null)
        gone?.addEventListener('abort', () => settle(null), { once: true })
        open.set(chat, [...(open.get(chat) ?? []), settle])
      }),
    answer: (chat, words) => {
      const oldest = open.get(chat)?.[0]
      oldest?.(words)
      return oldest !== undefined
    },
  }
}
