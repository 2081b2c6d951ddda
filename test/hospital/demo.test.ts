import { describe, expect, it } from 'vitest'
import { lexiconOf } from '../../domain/hospital.ts'
import { projectFile } from '../../domain/project-root.ts'
import { loadHospital } from '../../hospital/load-hospital.ts'
import { overrideProblems } from '../../texts/check.ts'

const demo = loadHospital(projectFile('hospital/demo.yaml'), { textProblems: overrideProblems })
const departmentNamed = (name: string) => demo.departments.find((each) => each.name === name)?.key

describe('the demo hospital', () => {
  it('is of the size of a county hospital', () => {
    expect(demo.departments.length).toBeGreaterThanOrEqual(30)
    expect(demo.doctors.length).toBeGreaterThanOrEqual(60)
    expect(demo.enquiries.length).toBeGreaterThanOrEqual(40)
  })

  it.each(demo.departments.filter(({ bookable }) => bookable).map(({ name, key }) => [name, key]))(
    '%s has general clinics on all working half days, and doctors who hold clinics',
    (_, key) => {
      const roster = demo.roster.filter(({ department }) => department === key)
      for (const part of ['morning', 'afternoon']) {
        const general = roster.find((each) => each.part === part && each.clinicType === 'general')
        expect(general?.weekdays).toEqual(expect.arrayContaining([1, 2, 3, 4, 5]))
      }
      const holding = new Set(roster.map(({ doctor }) => doctor))
      const doctors = demo.doctors.filter(({ department }) => department === key)
      expect(doctors.length).toBeGreaterThanOrEqual(2)
      expect(doctors.filter((doctor) => !holding.has(doctor.key))).toEqual([])
    },
  )

  it('has clinics at weekends for hearts, women and children', () => {
    const open = demo.roster.filter(({ weekdays }) => weekdays.includes(6) && weekdays.includes(7))
    expect(open.map(({ department, part }) => [department, part])).toEqual([
      [departmentNamed('心血管内科'), 'morning'],
      [departmentNamed('妇科'), 'morning'],
      [departmentNamed('儿科'), 'morning'],
    ])
  })

  it('takes no bookings for emergencies and support departments', () => {
    const closed = demo.departments.filter(({ bookable }) => !bookable).map(({ name }) => name)
    expect(closed).toEqual(['急诊科', '检验科', '放射科', '超声科', '药房', '收费处', '保卫科', '后勤科'])
  })

  it('has one 王 among the cardiologists and two 李 among the orthopaedists', () => {
    const inDepartment = (name: string, surname: string) =>
      demo.doctors
        .filter((each) => each.department === departmentNamed(name) && each.name.startsWith(surname))
        .map(({ name: found }) => found)
    expect(inDepartment('心血管内科', '王')).toEqual(['王建国'])
    expect(inDepartment('骨科', '李')).toEqual(['李志强', '李明辉'])
  })

  it('has no name that means two things', () => {
    const { departments, doctors } = lexiconOf(demo)
    const names = [...departments, ...doctors].flatMap(({ name, aliases }) => [name, ...aliases])
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })

  it('has a group for everybody, and a head and a liaison in every department', () => {
    const kinds = new Set(demo.groups.map(({ kind }) => kind))
    expect(kinds.size).toBe(7)
    for (const { key } of demo.departments) {
      expect(demo.groups.some(({ department }) => department === key)).toBe(true)
      const roles = demo.staff.flatMap((each) => each.roles).filter(({ department }) => department === key)
      expect(roles.map(({ role }) => role)).toEqual(expect.arrayContaining(['department-head', 'liaison']))
    }
    const roles = new Set(demo.staff.flatMap((each) => each.roles.map(({ role }) => role)))
    expect(roles.size).toBe(8)
  })

  it.each([
    'hospital.info',
    'fee.ask',
    'exam.prepare',
    'exam.book',
    'result.query',
    'service.request',
    'activity.join',
    'referral.request',
    'appointment.checkin',
    'appointment.extra',
  ])('answers %s in general', (intent) => {
    expect(demo.enquiries.some((each) => each.intent === intent && each.words.length === 0)).toBe(true)
  })

  it('lists no word of an enquiry twice, however it is written', () => {
    for (const { key, words } of demo.enquiries) {
      const plain = words.map((word) => word.toLowerCase())
      expect([key, [...new Set(plain)]]).toEqual([key, plain])
    }
  })

  it('asks out-patients a few questions, free words last and optional', () => {
    const questions = demo.questionnaires.find(({ key }) => key === 'outpatient')?.questions ?? []
    expect(questions.map(({ kind }) => kind)).toEqual(['scale', 'scale', 'scale', 'scale', 'text'])
    expect(questions.at(-1)?.optional).toBe(true)
  })

  it('names no real telephone number', () => {
    const numbers = JSON.stringify(demo).match(/\d{3,4}-\d{7,8}|1\d{10}/g) ?? []
    expect(numbers.length).toBeGreaterThan(38)
    expect(numbers.filter((number) => !number.startsWith('0000-'))).toEqual([])
  })
})
