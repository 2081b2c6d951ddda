import { describe, expect, it } from 'vitest'
import { parseHospital } from '../../hospital/load-hospital.ts'

const read = (yaml: string) => {
  const reading = parseHospital(yaml)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.hospital
}

const head = 'name: 小河镇医院\naddress: 一路1号\nphone: 0000-1234567\n'

describe('a small file', () => {
  const hospital = read(`${head}departments:
  - { key: guke, name: 骨科, place: 五楼 }
  - { name: 口腔科（二）, place: 六楼 }
doctors:
  - { name: 王一, title: 主任医师, department: guke }
  - { name: 李二, title: 副主任中医师, department: 骨科 }
  - { name: 张三, title: 主治医师, department: 骨科 }
roster:
  - { doctor: 王一, weekdays: [周日, 3], part: 上午, feeFen: 3000 }
  - { doctor: 李二, weekdays: [1], part: 下午, feeFen: 2000 }
  - { doctor: 张三, weekdays: [1], part: 晚上, feeFen: 1000, capacity: 1, room: 甲, clinicType: 普通 }
  - { department: 骨科, weekdays: [1], part: morning, feeFen: 600 }
groups:
  - { name: 骨科群, kind: 科室, department: 骨科 }
`)

  it('gives the hospital a short name and a campus', () => {
    expect(hospital).toMatchObject({ shortName: '小河镇医院', campus: '本部', policy: {}, texts: {} })
  })

  it('takes keys from names where none are written', () => {
    expect(hospital.departments.map(({ key }) => key)).toEqual(['guke', '口腔科-二'])
    expect(hospital.doctors.map(({ key, department }) => [key, department])).toEqual([
      ['王一', 'guke'],
      ['李二', 'guke'],
      ['张三', 'guke'],
    ])
  })

  it('knows the usual clinic, places and room from the doctor', () => {
    expect(hospital.roster).toEqual([
      {
        department: 'guke',
        doctor: '王一',
        clinicType: 'expert',
        weekdays: [3, 7],
        part: 'morning',
        capacity: 3,
        room: '五楼',
        feeFen: 3000,
      },
      {
        department: 'guke',
        doctor: '李二',
        clinicType: 'expert',
        weekdays: [1],
        part: 'afternoon',
        capacity: 3,
        room: '五楼',
        feeFen: 2000,
      },
      {
        department: 'guke',
        doctor: '张三',
        clinicType: 'general',
        weekdays: [1],
        part: 'evening',
        capacity: 1,
        room: '甲',
        feeFen: 1000,
      },
      {
        department: 'guke',
        clinicType: 'general',
        weekdays: [1],
        part: 'morning',
        capacity: 8,
        room: '五楼',
        feeFen: 600,
      },
    ])
  })

  it('adds a group for every department and office that has none', () => {
    expect(hospital.groups.map(({ key, kind, department }) => [key, kind, department])).toEqual([
      ['guke', 'department', 'guke'],
      ['口腔科-二', 'department', '口腔科-二'],
      ['triage-desk', 'triage-desk', undefined],
      ['service-desk', 'service-desk', undefined],
      ['customer-office', 'customer-office', undefined],
      ['medical-affairs', 'medical-affairs', undefined],
      ['duty', 'duty', undefined],
      ['leadership', 'leadership', undefined],
    ])
    expect(hospital.groups[0]?.name).toBe('骨科群')
  })
})
