import { describe, expect, it } from 'vitest'
import { chosenTranscripts, disagreements } from '../support/chosen-transcripts.ts'
import { openOnTelegram } from '../support/telegram-stage.ts'

describe.each(chosenTranscripts({ most: 4 }))('%s on Telegram', { timeout: 90_000 }, (_name, transcripts) => {
  it.each(transcripts)('reads as everywhere: %s', async (_title, transcript) => {
    expect(await disagreements(transcript, (at) => openOnTelegram(at))).toEqual([])
  })
})
