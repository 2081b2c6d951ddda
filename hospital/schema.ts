/** What may stand in a hospital's file, entry by entry; references between entries are checked in references.ts. */
import { z } from 'zod'
import { INTENTS } from '../domain/understanding.ts'
import { clinicTypes, dayParts, groupKinds, questionKinds, roles, weekdayNames } from './file-words.ts'
import { officialAccountShape } from './official-account.ts'
import { closed } from './read-with.ts'

const text = (longest: number) => z.string().trim().min(1).max(longest)
const name = text(40)
const prose = text(2000)
const names = z.array(name).default([])
const phone = z
  .string()
  .trim()
  .regex(/^[\d+][\d\s()（）-]{2,24}$/, '电话号码里只能有数字、空格和“-”')

/** Stable across imports; part of keys of the database, so no “/” or space. */
const key = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u, '代号里只能有文字、字母、数字和“-”，不超过 60 个字')

/** A choice written as its code or in Chinese (`expert` or 专家). */
const oneOf = <Code extends string>(words: Record<Code, string>) => {
  const codes = new Map<string, Code>()
  for (const code of Object.keys(words) as Code[]) codes.set(words[code], code).set(code, code)
  const read = (written: string, context: z.RefinementCtx): Code => {
    const code = codes.get(written.trim())
    if (code) return code
    context.addIssue({
      code: 'custom',
      message: `不能写“${written}”，只能是：${Object.values(words).join('、')}`,
    })
    return z.NEVER
  }
  return z.string().transform(read)
}

const weekday = z.union([z.int().min(1).max(7), oneOf(weekdayNames).transform(Number)], {
  error: '星期要写 1 到 7（1 是周一，7 是周日），或写 周一 … 周日',
})

const weekdays = z
  .array(weekday)
  .min(1)
  .refine((days) => new Set(days).size === days.length, '同一个星期几写了两次')
  .transform((days) => days.toSorted((a, b) => a - b))

export const departmentShape = closed({
  key: key.optional(),
  name,
  aliases: names,
  english: text(80).optional(),
  bookable: z.boolean().default(true),
  place: text(100),
  intro: z.string().trim().max(2000).default(''),
  phone: phone.optional(),
})

export const doctorShape = closed({
  key: key.optional(),
  name,
  title: name,
  department: name,
  aliases: names,
  english: text(80).optional(),
  specialties: z.array(text(60)).default([]),
})

export const rosterShape = closed({
  department: name.optional(),
  doctor: name.optional(),
  clinicType: oneOf(clinicTypes).optional(),
  weekdays,
  part: oneOf(dayParts),
  capacity: z.int().min(1).max(500).optional(),
  room: text(60).optional(),
  feeFen: z.int('挂号费以分为单位，要写整数，例如 12 元写 1200').min(0).max(1_000_000),
})

export const groupShape = closed({
  key: key.optional(),
  name,
  kind: oneOf(groupKinds),
  department: name.optional(),
})

const roleShape = closed({ role: oneOf(roles), department: name.optional() })

export const staffShape = closed({
  key: key.optional(),
  name,
  roles: z.array(roleShape).default([{ role: 'staff' }]),
  phone: phone.optional(),
})

export const enquiryShape = closed({
  key,
  intent: z.enum(INTENTS),
  words: z.array(text(40)).default([]),
  answer: prose,
  english: prose.optional(),
})

const scaleLength = 5

const questionShape = closed({
  key,
  ask: text(300),
  kind: oneOf(questionKinds),
  options: z.array(text(60)).optional(),
  optional: z.boolean().optional(),
}).superRefine(({ kind, options }, context) => {
  const complain = (message: string) => context.addIssue({ code: 'custom', path: ['options'], message })
  if (kind === 'choice' && (options?.length ?? 0) < 2) complain('选择题至少要写两个选项')
  if (kind === 'scale' && options && options.length !== scaleLength)
    complain('打分题的说明要从差到好写五个，或不写')
  if (kind === 'text' && options) complain('问答题不用写选项')
})

export const questionnaireShape = closed({ key, name, questions: z.array(questionShape).min(1).max(30) })

/** The file as a whole; the entries of its lists are read one by one. */
export const fileShape = closed({
  name,
  english: text(80).optional(),
  glossary: z.record(text(300), text(300)).optional(),
  shortName: name.optional(),
  address: text(200),
  phone,
  campus: name.default('本部'),
  departments: z.array(z.unknown()).min(1),
  doctors: z.array(z.unknown()).default([]),
  roster: z.array(z.unknown()).default([]),
  groups: z.array(z.unknown()).default([]),
  staff: z.array(z.unknown()).default([]),
  enquiries: z.array(z.unknown()).default([]),
  questionnaires: z.array(z.unknown()).default([]),
  policy: z.record(z.string(), z.unknown()).default({}),
  texts: z.record(z.string(), z.string()).default({}),
  officialAccount: officialAccountShape.optional(),
})

export type DepartmentEntry = z.output<typeof departmentShape>
export type DoctorEntry = z.output<typeof doctorShape>
export type RosterEntryInFile = z.output<typeof rosterShape>
export type GroupEntry = z.output<typeof groupShape>
export type StaffEntry = z.output<typeof staffShape>
export type EnquiryEntry = z.output<typeof enquiryShape>
export type QuestionnaireEntry = z.output<typeof questionnaireShape>
