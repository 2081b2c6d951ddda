import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    env: {
      TZ: 'America/New_York', // far from the hospital's zone: what reads the machine's zone by mistake fails here
      WECHATY_LOG: 'silent', // what the libraries say of themselves is no part of a test
    },
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    isolate: false, // a process takes file after file and loads the sources once: a file leaves nothing behind
    sequence: { sequencer: LongestFirst },
    maxWorkers: 3, // many wait for servers more than they work
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: [
        '{bot,dialogs,domain,handlers,hospital,jobs,nlu,prisma,reports,rules,texts,web}/**/*.{ts,tsx}',
      ],
      exclude: ['prisma/generated/**'],
    },
  },
})
