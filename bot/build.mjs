// Makes what the sources need before they run: the Prisma client, the server in dist/ and the pages in dist/web. Plain
// JavaScript, since it runs before anything is compiled. Nothing is made again while its inputs are the same.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const serverFolders = [
  'bot',
  'handlers',
  'dialogs',
  'nlu',
  'rules',
  'hospital',
  'domain',
  'jobs',
  'reports',
  'texts',
  'prisma',
]

const filesBelow = (folder, wanted) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory())
      return entry.name === 'generated' || entry.name === 'node_modules' ? [] : filesBelow(path, wanted)
    return wanted(entry.name) ? [path] : []
  })

const digest = (root, files) => {
  const hash = createHash('sha1')
  for (const file of files.toSorted())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

const existing = (root, ...names) => names.map((name) => join(root, name)).filter((path) => existsSync(path))

const clientInputs = (root) => existing(root, 'prisma/schema.prisma', 'package-lock.json')

const buildInputs = (root) => [
  ...clientInputs(root),
  ...existing(root, ...serverFolders).flatMap((folder) => filesBelow(folder, (name) => name.endsWith('.ts'))),
  ...existing(root, 'web').flatMap((folder) => filesBelow(folder, () => true)),
  ...existing(root, 'tsconfig.json', 'tsconfig.build.json'),
]

const isMade = (stamp, inputs) => existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs

const run = (root, what, script, args, environment = {}) => {
  const path = join(root, 'node_modules', script)
  if (!existsSync(path)) throw new Error(`${what} is not installed: run npm ci (with development packages)`)
  const env = { ...process.env, ...environment }
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${what} failed:\n${stdout}${stderr}`)
}

const generateEnvironment = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, // generating runs no engine; any program keeps the CLI from a download
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
}

/** Generates the Prisma client into prisma/generated. */
export const makeClient = (root, log = console.log) => {
  const inputs = digest(root, clientInputs(root))
  const stamp = join(root, 'prisma/generated/.made-from')
  if (isMade(stamp, inputs)) return
  log('generating the database client …')
  run(root, 'prisma generate', 'prisma/build/index.js', ['generate'], generateEnvironment)
  writeFileSync(stamp, inputs)
}

const compile = (root, target) =>
  run(root, 'the TypeScript compiler', 'typescript/bin/tsc', [
    '-p',
    'tsconfig.build.json',
    '--outDir',
    target,
    '--noCheck', // types are checked by npm test
  ])

const bundlePages = (root, target) => {
  if (!existsSync(join(root, 'web/vite.config.ts'))) return
  run(root, 'vite', 'vite/bin/vite.js', ['build', 'web', '--outDir', join(target, 'web'), '--emptyOutDir'])
}

const replace = (folder, next) => {
  const old = `${next}.old`
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(next, folder)
  rmSync(old, { recursive: true, force: true })
}

/** Whether `dist` is what the present sources make. */
export const isBuilt = (root) => isMade(join(root, 'dist', '.made-from'), digest(root, buildInputs(root)))

/** Compiles the server and bundles the pages; `dist` is replaced whole, so an interrupted build leaves the old one. */
export const build = (root, log = console.log) => {
  if (isBuilt(root)) return
  const inputs = digest(root, buildInputs(root))
  const dist = join(root, 'dist')
  makeClient(root, log)
  log('building the server and the pages …')
  const next = `${dist}.${process.pid}`
  rmSync(next, { recursive: true, force: true })
  try {
    compile(root, next)
    bundlePages(root, next)
    writeFileSync(join(next, '.made-from'), inputs)
    replace(dist, next)
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}
