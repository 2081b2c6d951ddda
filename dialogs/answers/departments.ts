import { line, say } from '../../domain/say.ts'
import type { RosterEntry } from '../../domain/hospital.ts'
import { departmentName, doctorWords, partWords } from '../words.ts'
import type { World } from '../world.ts'
import type { Answer } from '../engine/turn.ts'
import { offerPerson } from './enquiries.ts'

const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']

const times = ({ weekdays, part }: RosterEntry): string =>
  `${weekdays.map((weekday) => WEEKDAYS[weekday]).join('、')}${partWords(part)}`

const ofDoctor = ({ hospital }: World, key: string): string =>
  hospital.roster
    .filter(({ doctor }) => doctor === key)
    .map(times)
    .join('，')

/** Where a department is and what it does. Source: AP-11 (S0 五). */
export const departmentInfo: Answer = ({ understanding: { entities } }, { world }) => {
  const found = world.hospital.departments.find(({ key }) => key === entities.department)
  if (!found) return [offerPerson([line('department-unknown')])]
  return [say('department-info', { department: found.name, place: found.place, intro: found.intro })]
}

const SHOWN = 6

/** When a doctor or a department sees patients. Source: AP-11 (S0 五). */
export const doctorSchedule: Answer = ({ understanding: { entities } }, { world }) => {
  const { hospital } = world
  const doctors = entities.doctor ? [entities.doctor] : (entities.doctorCandidates ?? [])
  if (doctors.length > 0)
    return [
      {
        lines: doctors.map((key) => {
          const department = hospital.doctors.find((doctor) => doctor.key === key)?.department ?? ''
          return line('doctor-schedule', {
            doctor: `${departmentName(world, department)}${doctorWords(world, key)}`,
            times: ofDoctor(world, key) || '—',
          })
        }),
      },
    ]
  if (entities.unknownDoctor) return [say('doctor-unknown', { doctor: entities.unknownDoctor })]
  const { department } = entities
  if (!department) return [say('doctor-schedule-which')]
  const theirs = hospital.doctors.filter((doctor) => doctor.department === department).slice(0, SHOWN)
  const rows = theirs.map(({ key }) =>
    line('doctor-schedule', { doctor: doctorWords(world, key), times: ofDoctor(world, key) || '—' }),
  )
  return [
    { lines: [line('department-schedule', { department: departmentName(world, department) }), ...rows] },
  ]
}

/** Which department a symptom belongs to, offered for booking; never a diagnosis. Source: SD-3 (S4 导诊分诊). */
export const triage: Answer = ({ understanding: { triage: suggestions } }, { world }) => {
  const found = (suggestions ?? []).slice(0, 3)
  const [best] = found
  if (!best) return [offerPerson([line('triage-unsure')])]
  const place = world.hospital.departments.find(({ key }) => key === best.department)?.place ?? ''
  const options = found
    .filter(({ department }) => world.hospital.departments.find(({ key }) => key === department)?.bookable)
    .map(({ department }) => ({ id: department, label: departmentName(world, department) }))
  const lines = [
    line('triage', { department: departmentName(world, best.department), reason: best.reason, place }),
    ...(options.length > 0 ? [line('triage-book')] : []),
  ]
  return options.length === 0
    ? [{ lines }]
    : [{ lines, list: { frame: null, field: 'triage', numbered: true, options } }]
}
