/** Many calls, one statement: what is asked for in the same moment goes to the database together. */
import pg from 'pg'

/** Answers for each item, in order. */
type Run<I, O> = (pool: pg.Pool, items: I[]) => Promise<O[]>

interface Waiting<I, O> {
  item: I
  resolve: (answer: O) => void
  reject: (error: unknown) => void
}

const MOST = 128
/** Statements on their way at once: what one of them has to wait for holds up few. */
const UNDER_WAY = 4

/** Data that PostgreSQL refuses, or a deadlock. */
const isSomebodys = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && /^(21|22|23|40)/.test(error.code ?? '')

const answer = async <I, O>(pool: pg.Pool, run: Run<I, O>, asked: Waiting<I, O>[]): Promise<void> => {
  try {
    const answers = await run(
      pool,
      asked.map(({ item }) => item),
    )
    asked.forEach(({ resolve }, index) => resolve(answers[index] as O))
  } catch (error) {
    // Who is to blame fails alone; a database that is away fails them all at once.
    if (asked.length > 1 && isSomebodys(error)) for (const each of asked) await answer(pool, run, [each])
    else for (const { reject } of asked) reject(error)
  }
}

const queueOf = <I, O>(pool: pg.Pool, run: Run<I, O>, most: number): ((item: I) => Promise<O>) => {
  const waiting: Waiting<I, O>[] = []
  let underWay = 0
  let planned = false
  const plan = (): void => {
    if (planned || waiting.length === 0 || underWay >= most) return
    planned = true
    setImmediate(send)
  }
  const send = (): void => {
    planned = false
    underWay += 1
    void answer(pool, run, waiting.splice(0, MOST)).then(() => {
      underWay -= 1
      plan()
    })
    plan()
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      plan()
    })
}

/**
 * Turns a statement over many items into a function of one. `run` is one statement, or only reads, so that a failure leaves
 * nothing behind: then each is tried alone. At most `underWay` go at once.
 */
export const batched = <I, O>(
  run: Run<I, O>,
  underWay = UNDER_WAY,
): ((pool: pg.Pool, item: I) => Promise<O>) => {
  const queues = new WeakMap<pg.Pool, (item: I) => Promise<O>>()
  return (pool, item) => {
    const queue = queues.get(pool) ?? queueOf(pool, run, underWay)
    queues.set(pool, queue)
    return queue(item)
  }
}
