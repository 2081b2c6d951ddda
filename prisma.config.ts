import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Commands that touch no database, such as generate, ask for an address all the same.
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://none:none@127.0.0.1:1/none' },
})
