import { describe, expect, it } from 'vitest'
import { openOnAccount } from '../support/account-stage.ts'
import { chosenTranscripts, disagreements } from '../support/chosen-transcripts.ts'

/** What is different there, by the titles. */
const different = {
  '已经办完的单子，按钮不会再办一次（AP-1）':
    'the answer within the request has nothing to tap: an old option that is typed is words',
  '贴图、语音、图片': 'WeChat posts a sticker as a picture',
  一个渠道重复送同一条消息: 'a repeated request is answered once more, with the same words',
}

describe.each(chosenTranscripts({ most: 1, except: Object.keys(different) }))(
  '%s on an official account',
  { timeout: 90_000 },
  (_name, transcripts) => {
    it.each(transcripts)('reads as everywhere: %s', async (_title, transcript) => {
      expect(await disagreements(transcript, openOnAccount)).toEqual([])
    })
  },
)
