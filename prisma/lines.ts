import type { Readable } from 'node:stream'

const NEWLINE = 10

/** The lines of a stream with their `\n`; the last may have none. Unlike `readline` it ends lines nowhere else. */
export const lines = async function* (input: Readable): AsyncGenerator<Buffer> {
  let begun: Buffer[] = []
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...begun, chunk.subarray(from, end + 1)])
      begun = []
      from = end + 1
    }
    if (from < chunk.length) begun.push(chunk.subarray(from))
  }
  if (begun.length > 0) yield Buffer.concat(begun)
}
