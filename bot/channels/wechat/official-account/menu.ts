/** The menu at the foot of the account, published from the hospital's file. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { MenuEntry } from '../../../../domain/hospital.ts'
import type { OfficialAccountApi } from './api.ts'
import { WechatRefusal } from './refusal.ts'

/** Where the hospital's file has none: what patients come for most. */
export const USUAL_MENU: MenuEntry[] = [
  {
    name: '预约挂号',
    entries: [
      { name: '我要挂号', says: '我要挂号' },
      { name: '我的预约', says: '我的预约' },
      { name: '改约', says: '我要改约' },
      { name: '退号', says: '我要退号' },
    ],
  },
  {
    name: '就医指南',
    entries: [
      { name: '挂什么科', says: '不知道挂什么科' },
      { name: '门诊时间', says: '门诊几点开门' },
      { name: '怎么走', says: '医院怎么走' },
    ],
  },
  {
    name: '联系我们',
    entries: [
      { name: '转人工', says: '转人工' },
      { name: '投诉建议', says: '我要投诉' },
      { name: '我的投诉', says: '我的投诉处理得怎么样了' },
    ],
  },
]

interface Button {
  name: string
  type?: string
  key?: string
  url?: string
  sub_button: Button[]
}

const buttonOf = ({ name, says, link, entries = [] }: MenuEntry): Button => {
  if (entries.length > 0) return { name, sub_button: entries.map(buttonOf) }
  if (link !== undefined) return { name, type: 'view', url: link, sub_button: [] }
  return { name, type: 'click', key: says ?? name, sub_button: [] }
}

const buttonSchema: z.ZodType<Button> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.string().optional(),
    key: z.string().optional(),
    url: z.string().optional(),
    sub_button: z.array(buttonSchema).default([]),
  }),
) as z.ZodType<Button>

const publishedSchema = z.looseObject({ menu: z.looseObject({ button: z.array(buttonSchema) }) })

const NO_MENU = 46_003

const published = async (api: OfficialAccountApi): Promise<Button[] | null> => {
  try {
    const read = publishedSchema.safeParse(await api.get('menu/get'))
    return read.success ? read.data.menu.button : null
  } catch (error) {
    if (error instanceof WechatRefusal && error.code === NO_MENU) return null
    throw error
  }
}

/** Publishes the menu unless it is there already; answers whether it had to. */
export const publishMenu = async (api: OfficialAccountApi, menu: MenuEntry[]): Promise<boolean> => {
  const button = menu.map(buttonOf)
  if (isDeepStrictEqual(await published(api), button)) return false
  await api.post('menu/create', { button })
  return true
}
