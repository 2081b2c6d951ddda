import { describe, expect, it } from 'vitest'
import { chosenTranscripts, disagreements } from '../support/chosen-transcripts.ts'
import { openOnPuppet } from '../support/puppet-stage.ts'

/** What is different there, by the titles: nothing can be pressed, and words mean what was sent last. */
const except = [
  '已经办完的单子，按钮不会再办一次（AP-1）',
  '过时单子上的按钮，晚按不会当成新单子的选项（AP-1）',
]

/** A service takes two seconds to open. */
const of = ['book', 'complain', 'lists', 'person', 'staff', 'triage-desk']

describe.each(chosenTranscripts({ most: 1, of, except }))(
  '%s behind a puppet service',
  { timeout: 90_000 },
  (_name, transcripts) => {
    it.each(transcripts)('reads as everywhere: %s', async (_title, transcript) => {
      expect(await disagreements(transcript, openOnPuppet)).toEqual([])
    })
  },
)
