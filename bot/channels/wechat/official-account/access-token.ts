/** The account's access token: one at a time exists, so one process fetches it and all use it. */
import { setTimeout } from 'node:timers/promises'
import type { Database } from '../../../../prisma/database.ts'
import {
  claimAccessToken,
  currentAccessToken,
  dropAccessToken,
  keepAccessToken,
  leaveAccessToken,
} from '../../../../prisma/queries/access-tokens.ts'

export interface AccessToken {
  /** The token in force, fetched if there is none. */
  current(): Promise<string>
  /** The platform no longer takes this one. */
  renounce(token: string): Promise<void>
}

export type FetchToken = () => Promise<{ token: string; seconds: number }>

const CLAIM_SECONDS = 15
const EARLY_SECONDS = 300
const REMEMBERED_MS = 30_000
const POLL_MS = 150
const MOST_POLLS = 120

interface Source {
  database: Database
  /** Of the account: tokens of different accounts are kept apart. */
  name: string
  fetchToken: FetchToken
}

const renew = async ({ database: { pool, vault }, name, fetchToken }: Source): Promise<string> => {
  try {
    const { token, seconds } = await fetchToken()
    const usable = Math.max(seconds - EARLY_SECONDS, Math.floor(seconds / 2))
    await keepAccessToken(pool, vault, { channel: name, token, seconds: usable })
    return token
  } catch (error) {
    await leaveAccessToken(pool, name)
    throw error
  }
}

/** The token that is kept; fetched by this process, or waited for while another one does. */
const find = async (source: Source): Promise<string> => {
  const { pool, vault } = source.database
  for (let polls = 0; polls < MOST_POLLS; polls += 1) {
    const known = await currentAccessToken(pool, vault, source.name)
    if (known !== null) return known
    if (await claimAccessToken(pool, source.name, CLAIM_SECONDS)) return renew(source)
    await setTimeout(POLL_MS)
  }
  throw new Error('another process is fetching the access token for too long')
}

export const sharedAccessToken = (source: Source): AccessToken => {
  const { database, name } = source
  let held: { token: string; until: number } | undefined
  let finding: Promise<string> | undefined

  const remember = (token: string): string => {
    held = { token, until: performance.now() + REMEMBERED_MS }
    return token
  }

  return {
    current: () => {
      if (held && performance.now() < held.until) return Promise.resolve(held.token)
      finding ??= find(source)
        .then(remember)
        .finally(() => {
          finding = undefined
        })
      return finding
    },
    renounce: async (token) => {
      if (held?.token === token) held = undefined
      await dropAccessToken(database.pool, database.vault, name, token)
    },
  }
}
