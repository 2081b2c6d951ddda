/** Words that a hospital's file may use in place of codes. */
import type { ClinicType, DayPart, GroupKind, StaffRole, SurveyQuestion } from '../domain/hospital.ts'

export const clinicTypes: Record<ClinicType, string> = { expert: '专家', specialist: '专科', general: '普通' }

export const dayParts: Record<DayPart, string> = { morning: '上午', afternoon: '下午', evening: '晚上' }

export const weekdayNames = { 1: '周一', 2: '周二', 3: '周三', 4: '周四', 5: '周五', 6: '周六', 7: '周日' }

export const groupKinds: Record<GroupKind, string> = {
  department: '科室',
  'triage-desk': '导诊台',
  'service-desk': '服务台',
  'customer-office': '客户服务中心',
  'medical-affairs': '医务科',
  duty: '总值班',
  leadership: '院领导',
}

export const roles: Record<StaffRole, string> = {
  staff: '职工',
  liaison: '联络员',
  'department-head': '科主任',
  'customer-office': '客户服务中心',
  'medical-affairs': '医务科',
  'duty-officer': '总值班',
  leadership: '院领导',
  administrator: '管理员',
}

export const questionKinds: Record<SurveyQuestion['kind'], string> = {
  scale: '打分',
  choice: '选择',
  text: '问答',
}
