import { Temporal } from 'temporal-polyfill'
import { dayWords } from '../../domain/day-words.ts'
import { line } from '../../domain/say.ts'
import type { AppointmentRecord } from '../../domain/records.ts'
import { appointmentById } from '../../prisma/queries/appointments.ts'
import { localClock } from '../../domain/local-time.ts'
import type { HospitalInForce } from '../commit-context.ts'
import { nothing, type PatientDue, subjectId } from './due-context.ts'

/** 12月2日（周三）14:00 心血管内科王建国主任医师 */
export const visitLine = ({ hospital, policy }: HospitalInForce, visit: AppointmentRecord): string => {
  const department = hospital.departments.find(({ key }) => key === visit.department)?.name ?? ''
  const doctor = hospital.doctors.find(({ key }) => key === visit.doctor)
  const who = doctor ? `${doctor.name}${doctor.title}` : '普通门诊'
  return `${dayWords(visit.day)}${localClock(visit.startsAt, policy.zone)} ${department}${who}`
}

/** The visit in the pieces that a template message is filled with. */
const noticeOf = ({ hospital, policy }: HospitalInForce, visit: AppointmentRecord, place: string) => {
  const local = Temporal.Instant.fromEpochMilliseconds(visit.startsAt).toZonedDateTimeISO(policy.zone)
  const { year, month, day } = local
  const doctor = hospital.doctors.find(({ key }) => key === visit.doctor)
  return {
    hospital: hospital.shortName,
    department: hospital.departments.find(({ key }) => key === visit.department)?.name ?? '',
    doctor: doctor?.name ?? '普通门诊',
    time: `${year}年${month}月${day}日 ${localClock(visit.startsAt, policy.zone)}`,
    place,
    number: visit.number,
  }
}

/** Reminds of a visit and asks to confirm, change or cancel. Source: AP-6 (S0 预约诊疗二, 预约人员五、六). */
export const reminder =
  (kind: 'week' | 'day'): PatientDue =>
  async (due, context) => {
    const visit = await appointmentById(context.db, subjectId(due))
    if (visit?.status !== 'booked') return nothing
    const place = context.hospital.departments.find(({ key }) => key === visit.department)?.place ?? ''
    const args = { visit: visitLine(context, visit), number: visit.number, place, room: visit.room }
    const list = {
      frame: null,
      field: 'attend-tomorrow',
      numbered: !context.busy,
      about: visit.id,
      options: [
        { id: 'yes', label: line('option-attend') },
        { id: 'change', label: line('option-change') },
        { id: 'cancel', label: line('option-cancel') },
      ],
    }
    return {
      says: [
        {
          lines: [line(`reminder-${kind}`, args), line('reminder-choices')],
          list,
          notice: noticeOf(context, visit, `${place}${visit.room}`),
        },
      ],
      effects: [],
    }
  }
