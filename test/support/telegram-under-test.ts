/** A hospital whose patients and staff write on Telegram: the real channel against the fake Bot API, over HTTP. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Chat, User } from 'grammy/types'
import { runChannels, type RunningChannels } from '../../bot/channels/run-channels.ts'
import { startTelegram } from '../../bot/channels/telegram/start-telegram.ts'
import type { TelegramConfig } from '../../bot/config.ts'
import type { Pace } from '../../domain/channel.ts'
import { accept } from '../../handlers/accept.ts'
import type { Kit } from '../../handlers/kit.ts'
import { takeTurn } from '../../handlers/take-turn.ts'
import { createPump } from '../../jobs/pump.ts'
import { sweepDue } from '../../jobs/sweep-due.ts'
import { type Taken, takeTurns } from '../../jobs/take-turns.ts'
import { isBusy } from './busy.ts'
import { FakeBotApi, TOKEN } from './fake-bot-api.ts'
import { type HospitalUnderTest, openHospital } from './hospital-under-test.ts'

export const UNHURRIED: Pace = {
  channel: { seconds: 0.001, burst: 100 },
  private: { seconds: 0.001, burst: 100 },
  group: { seconds: 0.001, burst: 100 },
}

export const person = (id: number, name: string): User => ({ id, is_bot: false, first_name: name })

export type Group = Chat.SupergroupChat

export const group = (id: number, title: string): Group => ({ id, type: 'supergroup', title, is_forum: true })

export interface Process {
  kit: Kit
  channels: RunningChannels
  stop(): Promise<void>
}

/** One process of the product, as far as Telegram is concerned. */
export const startProcess = (under: HospitalUnderTest, config: TelegramConfig, pace = UNHURRIED): Process => {
  const { database } = under.kit
  const kit: Kit = { ...under.kit, wake: () => pump.poke() }
  const telegram = startTelegram(config, { kit, accept: (message) => accept(kit, message), pace })
  const ignore = (): void => undefined
  const channels = runChannels(kit, [telegram], ignore)
  const turn = async (conversation: number): Promise<Taken> => {
    const taken = await takeTurn(kit, conversation)
    channels.poke()
    return taken
  }
  const pump = createPump([() => sweepDue(database), () => takeTurns(database, turn)], ignore)
  return {
    kit,
    channels,
    stop: async () => {
      await channels.stop()
      await pump.stop()
    },
  }
}

export interface TelegramUnderTest {
  api: FakeBotApi
  under: HospitalUnderTest
  process: Process
  config: TelegramConfig
  /** Waits until everything that was reported is taken, and everything that is to be said has been sent. */
  settle(): Promise<void>
  /** Waits for something that the test looks for. */
  until(holds: () => boolean | Promise<boolean>, ms?: number): Promise<void>
  close(): Promise<void>
}

export const waitUntil = async (holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> => {
  for (const end = Date.now() + ms; !(await holds()); await sleep(10))
    if (Date.now() > end) throw new Error('waited in vain')
}

export const openTelegram = async (
  at = Date.parse('2026-11-23T01:00:00Z'),
  { pace, before }: { pace?: Pace; before?: (api: FakeBotApi) => void } = {},
): Promise<TelegramUnderTest> => {
  const api = new FakeBotApi()
  const apiRoot = await api.start()
  before?.(api)
  const under = await openHospital(at)
  const config = { token: TOKEN, apiRoot }
  const process = startProcess(under, config, pace)
  await waitUntil(() => api.polls > 0)
  return {
    api,
    under,
    process,
    config,
    settle: async () => {
      process.kit.wake()
      await waitUntil(async () => api.acknowledged() && !(await isBusy(under, 'telegram')), 20_000)
    },
    until: waitUntil,
    close: async () => {
      await process.stop()
      await under.close()
      await api.stop()
    },
  }
}
