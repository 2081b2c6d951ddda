/** Wechaty's libraries reject promises that nobody holds, which would end the process: a channel hears of them here instead. */

const ears = new Set<(error: Error) => void>()

/** Where a rejection comes from is told by its stack alone. */
const LIBRARIES = /node_modules[\\/](?:wechaty|@grpc|@chatie|memory-card|state-switch|file-box|gerror)/u

/** Hears of rejections in Wechaty's libraries from now on; answers how to stop. */
export const hearRejections = (hear: (error: Error) => void): (() => void) => {
  ears.add(hear)
  return () => {
    ears.delete(hear)
  }
}

/** Tells the channels of a rejection; false where it is none of Wechaty's or no channel is there to hear of it. */
export const tellRejection = (reason: unknown): boolean => {
  if (!(reason instanceof Error) || !LIBRARIES.test(reason.stack ?? '')) return false
  for (const hear of ears) hear(reason)
  return ears.size > 0
}
