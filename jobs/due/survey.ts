import { line } from '../../domain/say.ts'
import { appointmentById } from '../../prisma/queries/appointments.ts'
import { nothing, type PatientDue, subjectId } from './due-context.ts'
import { visitLine } from './reminder.ts'

/** Offers the survey after a visit that took place. Source: SV-1 (S0 三). */
export const survey: PatientDue = async (due, context) => {
  const visit = await appointmentById(context.db, subjectId(due))
  const questionnaire = context.hospital.questionnaires[0]
  if (!questionnaire || !visit || !['booked', 'attended'].includes(visit.status)) return nothing
  const list = {
    frame: null,
    field: 'survey-offer',
    numbered: !context.busy,
    about: { questionnaire: questionnaire.key, appointment: visit.id },
    options: [
      { id: 'yes', label: line('option-survey') },
      { id: 'no', label: line('option-no-survey') },
    ],
  }
  const offer = line('survey-offer', {
    visit: visitLine(context, visit),
    count: questionnaire.questions.length,
  })
  return { says: [{ lines: [offer], list }], effects: [] }
}
