/** What may stand in a hospital's file about its WeChat official account. Limits are WeChat's. */
import { z } from 'zod'
import { closed } from './read-with.ts'

const fits = (most: number) => (text: string) => Buffer.byteLength(text, 'utf8') <= most
const name = (most: number, characters: number) =>
  z.string().trim().min(1).refine(fits(most), `菜单名最多 ${characters} 个汉字`)

const says = z.string().trim().min(1).refine(fits(128), '菜单替患者说的话最多 40 个汉字').optional()
const link = z
  .url({ protocol: /^https?$/, error: '要写以 https:// 开头的网址' })
  .max(1024)
  .optional()

type Entry = { says?: string | undefined; link?: string | undefined; entries?: unknown[] | undefined }

const doesOneThing = ({ says, link, entries }: Entry): boolean =>
  [says, link, entries].filter((each) => each !== undefined).length === 1
const oneThing = '每个菜单只做一件事：says（替患者说一句话）、link（打开网址）或 entries（下一级菜单）'

const leaf = closed({ name: name(60, 20), says, link }).refine(doesOneThing, oneThing)

const menuEntry = closed({
  name: name(16, 5),
  says,
  link,
  entries: z.array(leaf).min(1).max(5, '下一级菜单最多五个').optional(),
}).refine(doesOneThing, oneThing)

const NOTICE_NAMES = ['hospital', 'department', 'doctor', 'time', 'place', 'number']

const knowsItsNames = (pattern: string): boolean =>
  [...pattern.matchAll(/\{(\w+)\}/g)].every(([, each]) => NOTICE_NAMES.includes(each ?? ''))

const templateField = z
  .string()
  .min(1)
  .max(200)
  .refine(knowsItsNames, `花括号里只能写：${NOTICE_NAMES.map((each) => `{${each}}`).join('、')}`)

export const officialAccountShape = closed({
  menu: z.array(menuEntry).min(1).max(3, '菜单最多三个').optional(),
  reminderTemplate: closed({
    id: z.string().trim().min(1).max(100),
    fields: z.record(z.string().regex(/^\w{1,32}$/), templateField),
  }).optional(),
})
