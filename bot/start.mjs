// `npm start`: builds what changed, then runs the server in this process, so that Ctrl+C and signals reach it.
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const start = async () => {
  try {
    build(root)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(join(root, 'dist/bot/main.js')).href)
}

await start()
