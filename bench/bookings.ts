/** What patients say who book a visit: no two bookings in the same words. */
import type { Hospital } from '../domain/hospital.ts'
import { idNumber } from '../test/support/id-numbers.ts'

const OPENINGS =
  '你好，|您好|麻烦问下，|医生好，|在吗，|请问，|大夫，|早上好，|那个，|劳驾，|喂，|打扰一下，'.split('|')
const WISHES = '我想挂{}的号|帮我约{}|想预约{}看看|给我挂个{}|要挂{}|能不能帮我挂一下{}|预约一下{}'.split('|')
const ANY_DOCTOR = '普通门诊就行|普通号吧|挂普通门诊|普通门诊'.split('|')
const DAYS = '第{}个|选{}|{}|第{}个吧'.split('|')
const ASIDES = '停车场在哪|医院几点上班|食堂在哪里|怎么坐车过来'.split('|')
const CONSENTS = '同意|可以的|同意的，没问题|好，同意'.split('|')
const CONFIRMATIONS = '确认|对，确认预约|没问题|是的，帮我约'.split('|')
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平']

const pick = <T>(many: readonly T[], n: number): T => many[n % many.length] as T

const nameOf = (n: number): string =>
  pick(SURNAMES, n) + pick(GIVEN, Math.floor(n / 20)) + pick(GIVEN, Math.floor(n / 400))

/** Everything that is asked for on the way to a booking, in order; an enquiry lies between. */
export const STEPS = ['wish', 'doctor', 'day', 'aside', 'period', 'consent', 'identity', 'confirm'] as const

export type Step = (typeof STEPS)[number]

/** Departments with a clinic that needs no doctor's name: their bookings all go the same way. */
const departmentsOf = ({ departments, roster }: Hospital): string[] =>
  departments
    .filter(({ key }) => roster.some(({ department, doctor }) => department === key && !doctor))
    .filter(({ key }) => roster.some(({ department, doctor }) => department === key && doctor))
    .map(({ name }) => name)

/** The n-th booking: one sentence for each of `STEPS`. */
export const bookings = (hospital: Hospital): ((n: number) => Record<Step, string>) => {
  const departments = departmentsOf(hospital)
  return (n) => ({
    wish: `${pick(OPENINGS, n)}${pick(WISHES, Math.floor(n / 12)).replace('{}', pick(departments, Math.floor(n / 5)))}`,
    doctor: pick(ANY_DOCTOR, n),
    day: pick(DAYS, n).replace('{}', String(1 + (n % 5))),
    aside: pick(ASIDES, n),
    period: `第${1 + (n % 4)}个`,
    consent: pick(CONSENTS, Math.floor(n / 3)),
    identity: `${nameOf(n)}，身份证${idNumber(n)}，手机1${String(3_800_000_000 + n)}`,
    confirm: pick(CONFIRMATIONS, Math.floor(n / 2)),
  })
}
