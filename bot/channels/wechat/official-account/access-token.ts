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

/** `name` is the account's: tokens of different accounts are kept apart. */
export const sharedAccessToken = (
  { pool, vault }: Database,
  name: string,
  fetchToken: FetchToken,
): AccessToken => {
  let held: { token: string; until: number } | undefined

  const remember = (token: string): string => {
    held = { token, until: performance.now() + REMEMBERED_MS }
    return token
  }

  const renew = async (): Promise<string> => {
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

  const find = async (): Promise<string> => {
    for (let polls = 0; polls < MOST_POLLS; polls += 1) {
      const known = await currentAccessToken(pool, vault, name)
      if (known !== null) return known
      if (await claimAccessToken(pool, name, CLAIM_SECONDS)) return renew()
      await setTimeout(POLL_MS)
    }
    throw new Error('another process is fetching the access token for too long')
  }

  let finding: Promise<string> | undefined
  return {
    current: () => {
      if (held && performance.now() < held.until) return Promise.resolve(held.token)
      finding ??= find()
        .then(remember)
        .finally(() => {
          finding = undefined
        })
      return finding
    },
    renounce: async (token) => {
      if (held?.token === token) held = undefined
      await dropAccessToken(pool, vault, name, token)
    },
  }
}
