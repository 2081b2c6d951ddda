/** Generates the Prisma client where its schema changed. */
export const makeClient: (root: string, log?: (line: string) => void) => void
/** Builds the server and the pages into `dist/` where their inputs changed. */
export const build: (root: string, log?: (line: string) => void) => void
/** Whether `dist` is what the present sources make. */
export const isBuilt: (root: string) => boolean
