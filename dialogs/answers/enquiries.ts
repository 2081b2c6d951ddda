import { line, type Say, say } from '../../domain/say.ts'
import type { Enquiry, Hospital } from '../../domain/hospital.ts'
import type { Intent } from '../../domain/understanding.ts'
import type { Answer } from '../engine/turn.ts'

const matching = ({ enquiries }: Hospital, intent: Intent, text: string): Enquiry | undefined => {
  const lower = text.toLowerCase()
  const asked = enquiries.filter((enquiry) => enquiry.intent === intent)
  const score = ({ words }: Enquiry) =>
    words.filter((word) => lower.includes(word.toLowerCase())).reduce((sum, word) => sum + word.length, 0)
  const best = asked.toSorted((a, b) => score(b) - score(a))[0]
  return best && score(best) > 0 ? best : asked.find(({ words }) => words.length === 0)
}

/** An offer of a person below an answer, as a list that a word or a button takes up. */
export const offerPerson = (lines: Say['lines']): Say => ({
  lines,
  list: {
    frame: null,
    field: 'offer-person',
    numbered: false,
    options: [{ id: 'yes', label: line('option-person') }],
  },
})

/** What the hospital file says to such a question; where it says nothing, that is said and a person is offered. Source: AP-11, SD-4, SD-6. */
export const answerEnquiry =
  (intent: Intent): Answer =>
  ({ understanding }, { world }) => {
    const found = matching(world.hospital, intent, understanding.text)
    return found
      ? [{ lines: [found.answer] }]
      : [offerPerson([line(`unanswered-${intent.replace('.', '-')}`)])]
  }

/** Diagnosis, treatment and drugs are left to doctors. Source: SD-3. */
export const adviseDoctor: Answer = () => [say('medical-advice')]
