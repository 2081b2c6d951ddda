import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    env: { TZ: 'America/New_York' }, // far from the hospital's zone: what reads the machine's zone by mistake fails here
    pool: 'forks',
    maxWorkers: 2,
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
