// Loads the built understanding in a process of its own and prints, as JSON, milliseconds until the first answer and
// megabytes taken; `npm run bench -- --only understand` runs it. The hospital's names come on standard input.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const lexicon = JSON.parse(readFileSync(0, 'utf8'))
const before = process.memoryUsage.rss()
const from = performance.now()
const { createUnderstand } = await import(join(import.meta.dirname, '../dist/nlu/understand.js'))
const understand = createUnderstand(lexicon)
understand('我想挂明天上午心内科的号', { at: '2026-11-23T09:00' })
const ms = performance.now() - from
console.log(JSON.stringify({ ms, mb: (process.memoryUsage.rss() - before) / 1e6 }))
