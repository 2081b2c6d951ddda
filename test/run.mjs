// `npm test`: every check and every test. `npm test -- <filter>` passes the filter to vitest. The last line is a count.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'
import { build, makeClient } from '../bot/build.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const inCi = process.env.CI === 'true' || process.env.CI === '1'
const filters = process.argv.slice(2)

register()
const { startTestServers } = await import('./support/servers.ts')
const { missingPrograms } = await import('./support/system-programs.ts')

const folders = 'domain rules texts hospital nlu prisma dialogs jobs reports handlers web bot test bench'
  .split(' ')
  .filter((folder) => existsSync(join(root, folder)))

// ---- running programs ----

const running = new Set()

/** Runs a program of node_modules; resolves to its exit code and, unless shown at once, what it printed. */
const runNode = (script, args, { shown = false, environment = {} } = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    const output = []
    child.stdout?.on('data', (chunk) => output.push(chunk))
    child.stderr?.on('data', (chunk) => output.push(chunk))
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output: Buffer.concat(output).toString() })
    })
  })

// ---- what the system must bring ----

const install = (packages) => {
  console.log(`installing ${packages.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = (...args) => spawnSync('apt-get', args, { env, encoding: 'utf8' })
  aptGet('update', '-qq')
  const { status, stderr } = aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages)
  if (status !== 0) console.log(stderr)
}

const systemPrograms = () => {
  const wanted = missingPrograms()
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  if (wanted.length > 0 && mayInstall) install(wanted.map((program) => program.debianPackage))
  const missing = missingPrograms()
  for (const { name, debianPackage, serves } of missing)
    console.log(
      `missing: ${name} (Debian package ${debianPackage}), so ${serves} ${inCi ? 'cannot run' : 'are skipped'}`,
    )
  return missing
}

// ---- checks ----

const checks = [
  ['types', () => runNode('typescript/bin/tsc', ['-p', 'tsconfig.json'])],
  ['types of the pages', () => runNode('typescript/bin/tsc', ['-p', 'web/tsconfig.json'])],
  ['lint', () => runNode('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '.'])],
  ['format', () => runNode('@biomejs/biome/bin/biome', ['format', '.'])],
  [
    'imports',
    () =>
      runNode('dependency-cruiser/bin/dependency-cruise.mjs', [
        '--config',
        '.dependency-cruiser.cjs',
        ...folders,
      ]),
  ],
  ['nothing unused', () => runNode('knip/bin/knip.js', ['--no-progress', '--no-config-hints'])],
  ['build', () => builds()],
]

const builds = () => {
  try {
    build(root, () => undefined)
    return { code: 0, output: '' }
  } catch (error) {
    return { code: 1, output: error.message }
  }
}

const runCheck = async ([name, check]) => {
  const from = performance.now()
  const { code, output } = await check()
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output.trimEnd())
  return { name, passed: code === 0 }
}

// ---- tests ----

const countTests = (file, exitCode) => {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    // A file that fails before its first test has no failed test to be counted by.
    const broken = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    ).length
    const failed = report.numFailedTests + broken
    const skipped = report.numPendingTests + report.numTodoTests
    return { passed: report.numPassedTests, failed: failed || (exitCode === 0 ? 0 : 1), skipped }
  } catch (error) {
    console.log(`vitest left no report: ${error.message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const runTests = async (environment) => {
  const folder = mkdtempSync(join(tmpdir(), 'yiguanjia-report-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await runNode('vitest/vitest.mjs', ['run', ...reporters, ...filters], {
    shown: true,
    environment,
  })
  const counts = countTests(report, code)
  rmSync(folder, { recursive: true, force: true })
  return counts
}

// ---- what is understood ----

/** Held-out sets against nlu/targets.json, alone on the machine: its last rows are times. */
const evaluate = () => runNode('tsx/dist/cli.mjs', ['bot/cli/evaluate.ts', '--wrong', '0'], { shown: true })

// ---- all of it ----

const stopOnSignals = (servers) => {
  let stopping = false
  const stop = async (code) => {
    if (stopping) return
    stopping = true
    for (const child of running) child.kill()
    await servers.stop()
    process.exit(code)
  }
  process.on('SIGINT', () => void stop(130))
  process.on('SIGTERM', () => void stop(143))
}

const main = async () => {
  const missing = systemPrograms()
  makeClient(root)
  const servers = await startTestServers()
  stopOnSignals(servers)
  const results = []
  for (const check of checks) results.push(await runCheck(check))
  const tests = await runTests(servers.variables)
  await servers.stop()
  if (filters.length === 0) {
    console.log('\nunderstanding, held-out sets against nlu/targets.json:')
    const { code } = await evaluate()
    results.push({ name: 'understanding', passed: code === 0 })
  }

  const failedChecks = results.filter(({ passed }) => !passed).map(({ name }) => name)
  if (inCi) failedChecks.push(...missing.map(({ name }) => `${name} is missing`))
  const passed = results.filter((result) => result.passed).length + tests.passed
  const failed = failedChecks.length + tests.failed
  console.log(`\nchecks: ${failedChecks.length === 0 ? 'all passed' : `failed: ${failedChecks.join(', ')}`}`)
  console.log(`tests: ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped`)
  console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`)
  process.exitCode = failed === 0 ? 0 : 1
}

await main()
