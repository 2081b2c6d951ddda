import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../domain/project-root.ts'
import { openOnTelegram } from '../support/telegram-stage.ts'
import { type PlayedStep, play, readTranscripts } from '../support/transcript.ts'

const FOLDER = projectFile('test/transcripts')

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.chat'))

/** What was said and heard; whether it is right is asked of the pages in test/transcripts.test.ts. */
const script = (steps: PlayedStep[]): string[] =>
  steps.flatMap(({ input, actual }) => [input, ...byPlace(actual)])

/** Chats answer each for itself: only the order within one is kept. */
const byPlace = (lines: string[]): string[] =>
  lines
    .map((line, index) => ({ line, place: line.slice(0, line.indexOf('>')), index }))
    .toSorted((a, b) => a.place.localeCompare(b.place) || a.index - b.index)
    .map(({ line }) => line)

/** The first of each file; with TRANSCRIPTS=all every one. */
const AT_LEAST = process.env.TRANSCRIPTS === 'all' ? Infinity : 2

describe.each(files)('%s on Telegram', { timeout: 90_000 }, (name) => {
  const transcripts = readTranscripts(readFileSync(`${FOLDER}/${name}`, 'utf8')).slice(0, AT_LEAST)

  it.each(transcripts.map((transcript) => [transcript.title, transcript] as const))(
    'reads as on our pages: %s',
    async (_title, transcript) => {
      const pages = await play(transcript)
      expect(script(await play(transcript, openOnTelegram))).toEqual(script(pages))
    },
  )
})
