#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which the CLI would download: the same JSON-RPC over stdio, answered by
// the WebAssembly build of that engine from npm. Used through PRISMA_SCHEMA_ENGINE_BINARY (see prisma-cli.ts).
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const wasmFolder = dirname(
  createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
)

const { values: options, positionals } = parseArgs({
  options: {
    version: { type: 'boolean', short: 'v' },
    datasource: { type: 'string', default: '{}' },
    datamodels: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
  strict: false,
})

const databaseUrl = () => new URL(JSON.parse(options.datasource).url)

// ---- connections ----

// As separate fields: with a connection string, the adapter's `database` for a shadow database would be ignored.
const connectionTo = (url) => ({
  host: url.hostname,
  port: url.port === '' ? 5432 : Number(url.port),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
  ssl: ['require', 'verify-ca', 'verify-full'].includes(url.searchParams.get('sslmode')),
})

const runSql = async (connection, ...statements) => {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

const quoted = (name) => `"${name.replaceAll('"', '""')}"`

// Two types of PostgreSQL's own catalogues are unknown to the adapter: name[] is shown to it as text[]; "char" as text,
// and to the engine, which insists on it, as a character.
const char = 18
const knownTypes = new Map([
  [char, 1043],
  [1003, 1009],
])

const readable = (connection) => {
  const { performIO, queryRaw, startTransaction } = connection
  const charColumns = new WeakMap()
  connection.performIO = async (query) => {
    const result = await performIO.call(connection, query)
    const types = (result?.fields ?? []).map((field) => field.dataTypeID)
    charColumns.set(
      query,
      types.map((type) => type === char),
    )
    for (const [i, type] of types.entries()) result.fields[i].dataTypeID = knownTypes.get(type) ?? type
    return result
  }
  connection.queryRaw = async (query) => {
    const result = await queryRaw.call(connection, query)
    const isChar = charColumns.get(query) ?? []
    const columnTypes = result.columnTypes.map((type, i) => (isChar[i] ? ColumnTypeEnum.Character : type))
    return { ...result, columnTypes }
  }
  if (startTransaction)
    connection.startTransaction = async (...args) => readable(await startTransaction.apply(connection, args))
  return connection
}

const open = async (connection, schema) =>
  readable(await new PrismaPg(connection, schema ? { schema } : {}).connect())

// The adapter's own shadow database is dropped before its connections are closed, which PostgreSQL refuses.
const openShadow = async (connection, schema) => {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  await runSql(connection, `CREATE DATABASE ${quoted(name)} TEMPLATE template0`)
  const shadow = await open({ ...connection, database: name }, schema)
  const dispose = shadow.dispose.bind(shadow)
  shadow.dispose = async () => {
    await dispose()
    await runSql(connection, `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`)
  }
  return shadow
}

// ---- engines ----

const makeFactory = (url) => {
  const connection = connectionTo(url)
  const schema = url.searchParams.get('schema') ?? undefined
  const { provider, adapterName } = new PrismaPg(connection)
  const connectToShadowDb = () => openShadow(connection, schema)
  return { provider, adapterName, connect: () => open(connection, schema), connectToShadowDb }
}

const newEngine = async (factory) => {
  const datamodels = options.datamodels.map((path) => [path, readFileSync(path, 'utf8')])
  const debug = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`)
  return wasm.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    debug,
    bindMigrationAwareSqlAdapterFactory(factory),
  )
}

let mainEngine
const onDatabase = async (use) => use(await (mainEngine ??= newEngine(makeFactory(databaseUrl()))))

/** Gives `use` an engine whose database is a shadow that is thrown away afterwards. */
const onShadow = async (use) => {
  const factory = makeFactory(databaseUrl())
  const opened = []
  const connect = async () => {
    const shadow = await factory.connectToShadowDb()
    opened.push(shadow)
    return shadow
  }
  try {
    return await use(await newEngine({ ...factory, connect }))
  } finally {
    for (const shadow of opened) await shadow.dispose()
  }
}

// ---- JSON-RPC ----

// This build replays a migrations folder on its main connection, which must not be the real database.
const replaysMigrations = ({ method, params }) =>
  method === 'diff' && [params.from?.tag, params.to?.tag].includes('migrations')

const ask = async (engine, { method, params }) => {
  const name = method === 'getDatabaseVersion' ? 'version' : method
  if (typeof engine[name] !== 'function')
    throw new Error(`the WebAssembly schema engine has no method ${method}`)
  try {
    return await engine[name](params)
  } catch (error) {
    // Two methods look for the migrations' schema in a cache that only devDiagnostic fills; a migration applied in
    // between leaves it without.
    if (!/external factory/.test(error?.message ?? '') || !params?.migrationsList) throw error
    await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters })
    return await engine[name](params)
  }
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

const rpcError = (error) => ({
  code: 4466,
  message: 'An error happened. Check the data field for details.',
  data: {
    is_panic: false,
    message: error?.message ?? String(error),
    meta: error?.meta ?? null,
    error_code: error?.code ?? error?.error_code ?? error?.cause?.error_code,
    backtrace: null,
  },
})

let current
// A panic inside the engine ends in no promise; unanswered, the CLI would report success.
const failBecause = (message) => {
  send({ id: current?.id, error: rpcError(new Error(message)) })
  process.exit(101)
}

const loadWasm = async () => {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: failBecause }
  const bytes = readFileSync(join(wasmFolder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': wasm })
  wasm.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

const answer = async (request) => {
  current = request
  const withEngine = replaysMigrations(request) ? onShadow : onDatabase
  try {
    const result = await withEngine((engine) => ask(engine, request))
    if (request.method === 'diff' && typeof result?.stdout === 'string')
      send({ id: randomUUID(), method: 'print', params: { content: result.stdout } })
    send({ id: request.id, result: result ?? null })
  } catch (error) {
    send({ id: request.id, error: rpcError(error) })
  }
}

const serve = async () => {
  await loadWasm()
  for await (const line of createInterface({ input: process.stdin })) {
    const message = line.trim() === '' ? {} : JSON.parse(line)
    if (message.method !== undefined) await answer(message) // what has no method is the reply to our `print`
  }
}

// ---- commands ----

const commands = {
  'can-connect-to-database': (connection) => runSql(connection),
  'create-database': (connection) =>
    runSql({ ...connection, database: 'postgres' }, `CREATE DATABASE ${quoted(connection.database)}`),
  'drop-database': (connection) =>
    runSql({ ...connection, database: 'postgres' }, `DROP DATABASE IF EXISTS ${quoted(connection.database)}`),
}

const errorCodes = {
  '3D000': 'P1003',
  28000: 'P1010',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  ETIMEDOUT: 'P1002',
}

const logLine = (level, fields) =>
  `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' })}\n`

const runCommand = async (name) => {
  try {
    if (!(name in commands)) throw new Error(`unknown command ${name}`)
    await commands[name](connectionTo(databaseUrl()))
    process.stderr.write(logLine('INFO', { message: 'ok' }))
  } catch (error) {
    const error_code = errorCodes[error.code] ?? 'P1000'
    process.stderr.write(
      `\n${logLine('ERROR', { message: error.message, error_code, is_panic: false, meta: {} })}`,
    )
    process.exitCode = 1
  }
}

const printVersion = () => {
  const { version } = JSON.parse(readFileSync(join(wasmFolder, 'package.json'), 'utf8'))
  process.stdout.write(`schema-engine-wasm ${version}\n`)
}

if (options.version) printVersion()
else if (positionals[0] === 'cli') await runCommand(positionals[1])
else {
  await serve()
  process.exit(0) // the engine's pool would keep the process for a while
}
