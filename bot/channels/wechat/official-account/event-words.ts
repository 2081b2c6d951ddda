import type { Hospital } from '../../../../domain/hospital.ts'
import type { Arrival } from './arrival.ts'

const HELLO = '你好'
const SCENE_OF_A_FOLLOW = /^qrscene_/

/** What a printed code says: a department's or a doctor's key asks for a visit there. */
const sceneWords = (scene: string, hospital: Hospital | null): string => {
  const department = hospital?.departments.find(({ key }) => key === scene)
  if (department) return `我要挂${department.name}的号`
  const doctor = hospital?.doctors.find(({ key }) => key === scene)
  return doctor ? `我要挂${doctor.name}${doctor.title}的号` : HELLO
}

/** What somebody who tapped, scanned or followed would have written; a greeting where the hospital is not known. */
export const eventWords = ({ event }: Arrival, hospital: Hospital | null): string => {
  if (!event) return ''
  if (event.name === 'CLICK') return event.key
  return sceneWords(event.key.replace(SCENE_OF_A_FOLLOW, ''), hospital)
}
