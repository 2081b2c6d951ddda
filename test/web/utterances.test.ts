/** 没听懂的话 on the staff page and by command: who may see them, label them and take them away. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffRole } from '../../domain/hospital.ts'
import type { UnsureState } from '../../domain/web-api.ts'
import { makeCode } from '../../handlers/make-code.ts'
import { adminTool } from '../support/admin-tool.ts'
import { demoHospital } from '../support/hospital-under-test.ts'
import { converse } from '../support/page.ts'
import { openProduct, type ProductUnderTest } from '../support/product-under-test.ts'

const SAID = '那个号的事'
const LABEL = 'appointment.cancel'
const LINES = `# nlu/corpus/${LABEL}.txt\n${SAID}\n`
const ROLES: StaffRole[] = ['staff', 'department-head', 'customer-office', 'administrator']
const dataKey = Buffer.alloc(32, 7)

describe('what was not understood', { timeout: 60_000 }, () => {
  let product: ProductUnderTest
  const cookies = new Map<StaffRole, string>()
  const ask = (who: StaffRole | 'nobody', method: string, path: string, body?: unknown): Promise<Response> =>
    product.ask(method, `/api/staff/utterances${path}`, body, {
      cookie: who === 'nobody' ? '' : (cookies.get(who) ?? ''),
    })
  const state = async (): Promise<UnsureState> =>
    (await (await ask('customer-office', 'GET', '')).json()) as UnsureState

  const signIn = async (role: StaffRole): Promise<void> => {
    const member = demoHospital().staff.find(({ roles }) => roles.every((one) => one.role === role))
    const { code } = await makeCode(product.database, 'sign-in', member?.key ?? '', 'test')
    const { headers } = await product.ask('POST', '/api/staff/sign-in', { code })
    cookies.set(role, headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }

  beforeAll(async () => {
    product = await openProduct({ dataKey })
    for (const role of ROLES) await signIn(role)
    for (const said of [SAID, '退号']) await converse(product.url, 'patients/1', said)
  }, 120_000)
  afterAll(() => product.stop())

  it.each([
    ['nobody', 401],
    ['staff', 403],
    ['department-head', 403],
    ['administrator', 200],
    ['customer-office', 200],
  ] as const)('answers %s with %i', async (who, status) => {
    const allowed = status === 200
    expect((await ask(who, 'GET', '')).status).toBe(status)
    expect((await ask(who, 'GET', '/corpus-lines.txt')).status).toBe(status)
    const review = await ask(who, 'POST', '/review', { ids: [999_999], label: LABEL })
    expect(review.status).toBe(status)
    if (!allowed) expect(await review.text()).not.toContain(SAID)
  })

  it('is not labelled with what is no meaning, or by a request that is none', async () => {
    const { items } = await state()
    const ids = items.flatMap((item) => item.ids)
    expect((await ask('customer-office', 'POST', '/review', { ids, label: '../notes' })).status).toBe(400)
    expect((await ask('customer-office', 'POST', '/review', { ids: 'all', label: LABEL })).status).toBe(400)
    expect((await state()).items).toEqual(items)
  })

  it('goes, once labelled, from the list to the file and to the command', async () => {
    const { items } = await state()
    const ids = items.find(({ text }) => text === SAID)?.ids ?? []
    const reviewed = await ask('customer-office', 'POST', '/review', { ids, label: LABEL })
    expect(await reviewed.json()).toEqual({ reviewed: ids.length })
    expect((await state()).items.map(({ text }) => text)).not.toContain(SAID)

    const file = await ask('administrator', 'GET', '/corpus-lines.txt')
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="corpus-lines.txt"')
    expect(await file.text()).toBe(LINES)

    const environment = {
      DATABASE_URL: product.database.pool.options.connectionString ?? '',
      DATA_KEY: dataKey.toString('base64'),
    }
    const lines = (...more: string[]) => adminTool(environment, ['corpus-lines', ...more])
    expect(await lines()).toEqual({ code: 0, output: LINES })
    expect(await lines('--since', '2099-01-01')).toEqual({ code: 0, output: '# 没有新的语料。\n' })
    expect(await lines('--since', 'gestern')).toMatchObject({ code: 1 })
  })
})
