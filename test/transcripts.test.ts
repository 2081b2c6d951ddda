import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../domain/project-root.ts'
import { type PlayedStep, play, readTranscripts } from './support/transcript.ts'

const FOLDER = projectFile('test/transcripts')
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.chat'))

/** With UPDATE_TRANSCRIPTS=1 a file is written anew with what was heard, for a person to review. */
const updating = process.env.UPDATE_TRANSCRIPTS === '1'

const report = (steps: PlayedStep[]): string =>
  steps
    .flatMap(({ line, input, expected, actual, agrees }) =>
      agrees
        ? [`  ${input}`, ...actual.map((each) => `  ${each}`)]
        : [
            `≠ ${input}   (line ${line})`,
            ...expected.map((each) => `- ${each}`),
            ...actual.map((each) => `+ ${each}`),
          ],
    )
    .join('\n')

describe.each(files)('%s', (name) => {
  const path = `${FOLDER}/${name}`
  const transcripts = readTranscripts(readFileSync(path, 'utf8'))
  const written: string[] = []

  it.each(transcripts.map((transcript) => [transcript.title, transcript] as const))(
    '%s',
    async (title, transcript) => {
      const steps = await play(transcript)
      written.push([`# ${title}`, ...steps.flatMap(({ input, actual }) => [input, ...actual])].join('\n'))
      if (updating) return
      expect(
        steps.every(({ agrees }) => agrees),
        `\n# ${title}\n${report(steps)}\n`,
      ).toBe(true)
    },
  )

  if (!updating) return
  it('is written anew', () => {
    // With -t some were not played: nothing is written over them.
    if (written.length !== transcripts.length) return
    writeFileSync(path, `${written.join('\n\n')}\n`)
  })
})
