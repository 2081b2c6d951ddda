/** What `work` comes to, or `otherwise` where it fails or takes longer than `ms`. */
export const within = async <T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ms, otherwise)
  })
  const done = work.catch(() => otherwise)
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
