// `npm run build`: what `npm start` would build, for a place where development packages are and the server is not yet run.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

build(dirname(dirname(fileURLToPath(import.meta.url))))
