import { describe, expect, it, vi } from 'vitest'
import { openOnAccount } from '../support/account-stage.ts'
import { chosenTranscripts, disagreements } from '../support/chosen-transcripts.ts'

vi.hoisted(() => {
  process.env.WECHATY_LOG = 'silent'
})

/** The answer within the request has nothing to tap: an old option that is typed is words. */
const except = ['已经办完的单子，按钮不会再办一次（AP-1）']

describe.each(chosenTranscripts({ most: 1, except }))(
  '%s on an official account',
  { timeout: 90_000 },
  (_name, transcripts) => {
    it.each(transcripts)('reads as everywhere: %s', async (_title, transcript) => {
      expect(await disagreements(transcript, openOnAccount)).toEqual([])
    })
  },
)
