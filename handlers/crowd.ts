/** Bookings that are being written, by place. */
import type pg from 'pg'

const writing = new WeakMap<pg.Pool, Map<number, Set<Promise<void>>>>()

const of = (pool: pg.Pool, period: number): Set<Promise<void>> => {
  const places = writing.get(pool) ?? new Map<number, Set<Promise<void>>>()
  writing.set(pool, places)
  const crowd = places.get(period) ?? new Set()
  places.set(period, crowd)
  return crowd
}

/** Where as many are booking a place as it has left: resolves when one of them has ended. */
export const crowded = (pool: pg.Pool, period: number, free: number): Promise<void> | null => {
  const crowd = writing.get(pool)?.get(period)
  return free > 0 && crowd && crowd.size >= free ? Promise.race(crowd) : null
}

/** Counts among those who are booking a place until `book` has ended. */
export const inCrowd = <T>(pool: pg.Pool, period: number, book: Promise<T>): Promise<T> => {
  const crowd = of(pool, period)
  const leave = (): void => {
    crowd.delete(ended)
    if (crowd.size === 0) writing.get(pool)?.delete(period)
  }
  const ended: Promise<void> = book.then(leave, leave)
  crowd.add(ended)
  return book
}
