/** How days, times and people are put into words for patients. */
import type { Temporal } from 'temporal-polyfill'
import { dayWords } from '../domain/day-words.ts'
import type { DayPart } from '../domain/hospital.ts'
import type { AttachmentRef } from '../domain/message.ts'
import type { OpenPeriod } from '../domain/records.ts'
import type { PartOfDay } from '../domain/understanding.ts'
import { localClock, localDay } from '../domain/local-time.ts'
import type { World } from './world.ts'

const PARTS: Record<DayPart, string> = { morning: '上午', afternoon: '下午', evening: '晚上' }

export const partWords = (part: DayPart): string => PARTS[part]

const PARTS_OF_DAY: Record<PartOfDay, string> = {
  morning: '上午',
  noon: '中午',
  afternoon: '下午',
  evening: '晚上',
}

export const partOfDayWords = (part: PartOfDay): string => PARTS_OF_DAY[part]

const ATTACHMENTS: Record<AttachmentRef['kind'], string> = {
  image: '图片',
  voice: '语音',
  video: '视频',
  file: '文件',
  sticker: '表情',
  location: '位置',
}

export const attachmentWords = (kind: AttachmentRef['kind']): string => ATTACHMENTS[kind]

/** 14:00–14:30 */
export const spanWords = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }, zone: string): string =>
  `${localClock(startsAt, zone)}–${localClock(endsAt, zone)}`

/** 12月2日（周三）14:00–14:30 */
export const visitTimeWords = (
  visit: { day: string; startsAt: number; endsAt: number },
  zone: string,
): string => `${dayWords(visit.day)}${spanWords(visit, zone)}`

/** 12月2日（周三）09:00, hospital-local. */
export const instantWords = (at: Temporal.Instant, zone: string): string => {
  const { epochMilliseconds } = at
  return `${dayWords(localDay(epochMilliseconds, zone))}${localClock(epochMilliseconds, zone)}`
}

export const departmentName = ({ hospital }: World, key: string): string =>
  hospital.departments.find((department) => department.key === key)?.name ?? key

/** 王建国主任医师, or 普通门诊 for a clinic without a named doctor. */
export const doctorWords = ({ hospital }: World, key: string | null): string => {
  const doctor = hospital.doctors.find((each) => each.key === key)
  return doctor ? `${doctor.name}${doctor.title}` : '普通门诊'
}

/** 心血管内科王建国主任医师 */
export const clinicWords = (
  world: World,
  { department, doctor }: Pick<OpenPeriod, 'department' | 'doctor'>,
): string => `${departmentName(world, department)}${doctorWords(world, doctor)}`
