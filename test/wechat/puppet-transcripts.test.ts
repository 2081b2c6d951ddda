import { describe, expect, it, vi } from 'vitest'
import { chosenTranscripts, disagreements } from '../support/chosen-transcripts.ts'
import { openOnPuppet } from '../support/puppet-stage.ts'

vi.hoisted(() => {
  process.env.WECHATY_LOG = 'silent'
})

/** A service takes two seconds to open. */
const chosen = chosenTranscripts({
  most: 1,
  of: ['book', 'complain', 'lists', 'person', 'staff', 'triage-desk'],
})

describe.each(chosen)('%s behind a puppet service', { timeout: 90_000 }, (_name, transcripts) => {
  it.each(transcripts)('reads as everywhere: %s', async (_title, transcript) => {
    expect(await disagreements(transcript, openOnPuppet)).toEqual([])
  })
})
