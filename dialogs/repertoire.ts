import type { Intent } from '../domain/understanding.ts'
import { departmentInfo, doctorSchedule, triage } from './answers/departments.ts'
import { adviseDoctor, answerEnquiry } from './answers/enquiries.ts'
import { progress, visits } from './answers/own-affairs.ts'
import { acknowledge, bye, greet, thanks } from './answers/small-talk.ts'
import { askPerson } from './ask-person.ts'
import { bookVisit } from './book-visit.ts'
import { cancelVisit } from './cancel-visit.ts'
import { changeVisit } from './change-visit.ts'
import type { Dialog } from './engine/dialog.ts'
import type { Answer, Repertoire } from './engine/turn.ts'
import { givePraise, giveSuggestion, lodgeComplaint } from './lodge.ts'
import { manageData } from './manage-data.ts'
import { rateVisit } from './rate-visit.ts'
import { STANDING } from './standing.ts'

/** Every dialog the hospital can hold; a new one is added here. */
const DIALOGS: Dialog[] = [
  bookVisit,
  changeVisit,
  cancelVisit,
  lodgeComplaint,
  giveSuggestion,
  givePraise,
  rateVisit,
  askPerson,
  manageData,
]

/** What is answered from the hospital file, honestly where it says nothing. */
const ENQUIRIES: Intent[] = [
  'appointment.checkin',
  'appointment.extra',
  'referral.request',
  'exam.book',
  'exam.prepare',
  'hospital.info',
  'fee.ask',
  'result.query',
  'service.request',
  'activity.join',
  'profile.update',
]

const ANSWERS: [Intent, Answer][] = [
  ...ENQUIRIES.map((intent): [Intent, Answer] => [intent, answerEnquiry(intent)]),
  ['appointment.query', visits],
  ['complaint.progress', progress],
  ['department.info', departmentInfo],
  ['doctor.schedule', doctorSchedule],
  ['triage.ask', triage],
  ['medical.advice', adviseDoctor],
  ['chat.greet', greet],
  ['chat.thanks', thanks],
  ['chat.bye', bye],
  ['dialog.affirm', acknowledge],
  ['dialog.deny', acknowledge],
]

export const repertoire: Repertoire = {
  dialogs: new Map(DIALOGS.map((dialog) => [dialog.name, dialog])),
  wishes: new Map(
    DIALOGS.flatMap((dialog) => dialog.startsOn.map((intent) => [intent, dialog.name] as const)),
  ),
  answers: new Map(ANSWERS),
  standing: STANDING,
}
