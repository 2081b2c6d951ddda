// `npm run build`: everything that the first `npm start` would make, so that what is built runs from a folder it cannot write.
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
build(root)
console.log('training the understanding …')
await import(pathToFileURL(join(root, 'dist/nlu/understand.js')).href)
