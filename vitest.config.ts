import { defineConfig } from 'vitest/config'

/** Nothing here writes outside itself, so one process may take file after file and load the sources once. */
const shared = ['nlu', 'rules', 'texts', 'hospital'].map((folder) => `test/${folder}/**/*.test.ts`)

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    env: { TZ: 'America/New_York' }, // far from the hospital's zone: what reads the machine's zone by mistake fails here
    pool: 'forks',
    maxWorkers: 3, // many wait for servers more than they work
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'pure', include: shared, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: shared } },
    ],
    coverage: {
      provider: 'v8',
      include: [
        '{bot,dialogs,domain,handlers,hospital,jobs,nlu,prisma,reports,rules,texts,web}/**/*.{ts,tsx}',
      ],
      exclude: ['prisma/generated/**'],
    },
  },
})
