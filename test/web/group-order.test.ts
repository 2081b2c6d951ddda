import { expect, it } from 'vitest'
import type { GroupTab } from '../../domain/web-api.ts'
import { orderDepartments, splitGroups } from '../../web/shared/group-order.ts'

const group = (name: string, kind = 'department'): GroupTab => ({ key: name, name, kind, staff: [] })
const names = (groups: GroupTab[]) => groups.map(({ name }) => name)
const silent = () => ''
const none = () => 0

it('puts the offices in their order and the departments apart', () => {
  const { offices, departments } = splitGroups([
    group('院领导', 'leadership'),
    group('骨科'),
    group('总值班', 'duty'),
    group('导诊台', 'triage-desk'),
    group('服务台', 'service-desk'),
    group('客户服务中心', 'customer-office'),
  ])
  expect(names(offices)).toEqual(['客户服务中心', '服务台', '导诊台', '总值班', '院领导'])
  expect(names(departments)).toEqual(['骨科'])
})

it('keeps the order of the hospital until there is news, then unread ones first, then the latest', () => {
  const all = [group('骨科'), group('儿科'), group('眼科'), group('妇科')]
  expect(names(orderDepartments(all, '', none, silent))).toEqual(['骨科', '儿科', '眼科', '妇科'])
  const newest = ({ name }: GroupTab) =>
    name === '眼科' ? '2026-11-23T09:00:00' : name === '妇科' ? '2026-11-23T10:00:00' : ''
  const unread = ({ name }: GroupTab) => (name === '眼科' ? 2 : 0)
  expect(names(orderDepartments(all, '', unread, newest))).toEqual(['眼科', '妇科', '骨科', '儿科'])
})

it('finds a department by a part of its name', () => {
  expect(
    names(orderDepartments([group('骨科'), group('心血管内科'), group('肾内科')], ' 内科 ', none, silent)),
  ).toEqual(['心血管内科', '肾内科'])
})
