/** Shows that an answer is coming, where it takes longer than a moment. */
export interface Typing {
  /** Somebody wrote in this chat. */
  begin(chat: string): void
  /** Something is about to be sent there. */
  end(chat: string): void
  stop(): void
}

const MOMENT_MS = 400

export const createTyping = (show: (chat: string) => void): Typing => {
  const waiting = new Map<string, NodeJS.Timeout>()
  const end = (chat: string): void => {
    clearTimeout(waiting.get(chat))
    waiting.delete(chat)
  }
  return {
    begin: (chat) => {
      end(chat)
      const timer = setTimeout(() => {
        waiting.delete(chat)
        show(chat)
      }, MOMENT_MS)
      waiting.set(chat, timer)
    },
    end,
    stop: () => {
      for (const chat of waiting.keys()) end(chat)
    },
  }
}
