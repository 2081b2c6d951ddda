/** Transcripts for a channel: what they expect of our pages they expect there too. */
import { readdirSync, readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import type { HospitalUnderTest } from './hospital-under-test.ts'
import { play, readTranscripts, type Transcript } from './transcript.ts'

const FOLDER = projectFile('test/transcripts')

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.chat'))

type Named = readonly [title: string, transcript: Transcript]

interface Choice {
  /** So many of each file, the first ones; with TRANSCRIPTS=all every one of every file. */
  most: number
  /** Of these files, by name without `.chat`; of all where absent. */
  of?: readonly string[]
  /** Titles of those that cannot be the same there. */
  except?: readonly string[]
}

export const chosenTranscripts = ({
  most,
  of,
  except = [],
}: Choice): (readonly [file: string, transcripts: Named[]])[] => {
  const all = process.env.TRANSCRIPTS === 'all'
  return files
    .filter((file) => all || !of || of.includes(file.replace('.chat', '')))
    .map((file) => {
      const named = readTranscripts(readFileSync(`${FOLDER}/${file}`, 'utf8'))
        .map((transcript): Named => [transcript.title, transcript])
        .filter(([title]) => !except.includes(title))
      return [file, all ? named : named.slice(0, most)]
    })
}

/** Steps at which something else was heard than the transcript expects, as lines of a diff. */
export const disagreements = async (
  transcript: Transcript,
  open: (at: number) => Promise<HospitalUnderTest>,
): Promise<string[]> =>
  (await play(transcript, open))
    .filter(({ agrees }) => !agrees)
    .flatMap(({ line, input, expected, actual }) => [
      `${input}   (line ${line})`,
      ...expected.map((each) => `- ${each}`),
      ...actual.map((each) => `+ ${each}`),
    ])
