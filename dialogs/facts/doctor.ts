import type { Json } from '../../domain/conversation.ts'
import { line, type SayOption } from '../../domain/say.ts'
import type { OpenPeriod } from '../../domain/records.ts'
import { bookableDays } from '../../rules/bookable-days.ts'
import {
  ask,
  askAnew,
  type Context,
  type Fact,
  type Known,
  known,
  type Resolution,
} from '../engine/dialog.ts'
import { departmentName, doctorWords } from '../words.ts'
import type { World } from '../world.ts'
import { onceEach } from './once-each.ts'

/** `{ any: clinicType }` when it does not matter who. */
export type DoctorSaid = { key: string } | { among: string[] } | { any: string } | { unknown: string }

/** Who shall see the patient: a doctor, or a general clinic. */
export interface DoctorKnown {
  key: string | null
}

const SHOWN = 7
const GENERAL = 'general'

/** Periods of the department that can be booked now. */
export const bookablePeriods = (
  world: World,
  department: string,
  doctor?: string,
  clinicType?: string,
): Promise<OpenPeriod[]> => {
  const { first, last } = bookableDays(world.now, world.policy)
  return world.periods({
    department,
    ...(doctor === undefined ? {} : { doctor }),
    ...(clinicType === undefined ? {} : { clinicType }),
    from: first.toString(),
    to: last.toString(),
  })
}

export const freeOf = onceEach((periods: OpenPeriod[]) => periods.filter(({ free }) => free > 0))

const doctorsOf = onceEach((periods: OpenPeriod[]) => [...new Set(periods.map(({ doctor }) => doctor))])

const label = (world: World, key: string): string => {
  const doctor = world.hospital.doctors.find((each) => each.key === key)
  const skills = doctor?.specialties.slice(0, 2).join('、')
  return skills ? `${doctorWords(world, key)}（${skills}）` : doctorWords(world, key)
}

const choices = async (world: World, department: string, among?: string[]): Promise<SayOption[]> => {
  const doctors = doctorsOf(freeOf(await bookablePeriods(world, department)))
  const named = doctors
    .filter((key): key is string => key !== null && (among?.includes(key) ?? true))
    .slice(0, SHOWN)
  const general = !among && doctors.includes(null) ? [{ id: GENERAL, label: line('option-general') }] : []
  return [...general, ...named.map((key) => ({ id: key, label: label(world, key) }))]
}

const askDoctor = async (
  { world }: Context,
  department: string,
  lines: ReturnType<typeof line>[],
  among?: string[],
): Promise<Resolution> => {
  const options = await choices(world, department, among)
  if (options.length === 0 && among) return askDoctor({ world, turn: '' }, department, lines)
  if (options.length === 0)
    return {
      is: 'end',
      says: [
        {
          lines: [
            line('department-full', {
              department: departmentName(world, department),
              phone: world.hospital.phone,
            }),
          ],
        },
      ],
    }
  return askAnew({ lines, again: line('ask-doctor-again'), options })
}

const resolveSaid = async (said: DoctorSaid, department: string, context: Context): Promise<Resolution> => {
  const { world } = context
  if ('any' in said) return known({ key: null } satisfies DoctorKnown)
  if ('unknown' in said)
    return askDoctor(context, department, [line('doctor-unknown', { doctor: said.unknown })])
  if ('among' in said) {
    const here = said.among.filter(
      (key) => world.hospital.doctors.find((each) => each.key === key)?.department === department,
    )
    if (here.length === 1) return known({ key: here[0] ?? null } satisfies DoctorKnown)
    return here.length > 1
      ? askDoctor(context, department, [line('ask-doctor-which')], here)
      : askDoctor(context, department, [
          line('ask-doctor', { department: departmentName(world, department) }),
        ])
  }
  const doctor = world.hospital.doctors.find(({ key }) => key === said.key)
  if (!doctor || doctor.department !== department)
    return askDoctor(context, department, [
      line('doctor-elsewhere', {
        doctor: doctorWords(world, said.key),
        department: departmentName(world, department),
      }),
    ])
  const sessions = await bookablePeriods(world, department, doctor.key)
  if (sessions.length === 0)
    return askDoctor(context, department, [
      line('doctor-no-session', { doctor: doctorWords(world, doctor.key) }),
    ])
  return known({ key: doctor.key } satisfies DoctorKnown)
}

const ANY = /(随便|都行|都可以|谁都|哪个医生|不挑|不限|看着办|你(帮我)?安排)/u

const ANY_DOCTOR =
  /((哪个|哪位|什么|任何)?(医生|大夫|专家)|谁).{0,3}(都|随便|不限|不挑)|随便(谁|(哪|找)?个?(医生|大夫))/u

/** Which doctor, or none in particular. Source: AP-1. */
export const doctor: Fact = {
  name: 'doctor',
  dependsOn: ['department'],
  survives: (said) => said !== null && typeof said === 'object' && ('among' in said || 'any' in said),
  hear: ({ understanding: { entities, text } }, { asked }): Json | undefined => {
    if (entities.doctor) return { key: entities.doctor }
    if (entities.doctorCandidates?.length) return { among: entities.doctorCandidates }
    if (entities.unknownDoctor) return { unknown: entities.unknownDoctor }
    if (entities.clinicType === 'general') return { any: GENERAL }
    if (ANY_DOCTOR.test(text) || (asked && ANY.test(text))) return { any: GENERAL }
    return undefined
  },
  pick: (option): Json => (option === GENERAL ? { any: GENERAL } : { key: option }),
  resolve: (said, { department }: Known, context) => {
    const { world } = context
    if (said !== undefined && said !== null)
      return resolveSaid(said as DoctorSaid, department as string, context)
    return choices(world, department as string).then((options) => {
      if (options.length === 0)
        return {
          is: 'end',
          says: [
            {
              lines: [
                line('department-full', {
                  department: departmentName(world, department as string),
                  phone: world.hospital.phone,
                }),
              ],
            },
          ],
        }
      if (options.length === 1 && options[0]?.id === GENERAL)
        return known({ key: null } satisfies DoctorKnown)
      return ask({
        lines: [line('ask-doctor', { department: departmentName(world, department as string) })],
        again: line('ask-doctor-again'),
        options,
      })
    })
  },
}
