/** /staff/jobs on both backends: for the administrator alone, to look at, without a word of anybody. */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCode } from '../../handlers/make-code.ts'
import { demoHospital } from '../support/hospital-under-test.ts'
import { converse } from '../support/page.ts'
import { openProduct, type ProductUnderTest } from '../support/product-under-test.ts'

const redisUrl = process.env.TEST_REDIS_URL
const backends: [string, string | undefined][] = [['PostgreSQL', undefined]]
if (redisUrl !== undefined) backends.push(['Redis', redisUrl])

const executablePath = process.env.TEST_CHROMIUM ?? ''

describe.each(backends)('the board of jobs on %s', { timeout: 60_000 }, (_name, url) => {
  let product: ProductUnderTest
  const cookies = new Map<string, string>()
  const signIn = async (staff: string): Promise<string> => {
    const { code } = await makeCode(product.database, 'sign-in', staff, 'test')
    const response = await product.ask('POST', '/api/staff/sign-in', { code })
    expect(response.status).toBe(204)
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  const look = (path: string, who: string, method = 'GET'): Promise<Response> =>
    fetch(product.url + path, {
      method,
      redirect: 'manual',
      headers: { cookie: cookies.get(who) ?? '', origin: product.url },
    })
  beforeAll(async () => {
    product = await openProduct({ redisUrl: url })
    const hospital = demoHospital()
    const nurse = hospital.staff.find(({ roles }) => roles.every(({ role }) => role === 'staff'))
    const administrator = hospital.staff.find(({ roles }) =>
      roles.some(({ role }) => role === 'administrator'),
    )
    cookies.set('nurse', await signIn(nurse?.key ?? ''))
    cookies.set('administrator', await signIn(administrator?.key ?? ''))
  }, 120_000)
  afterAll(() => product.stop())

  it('is closed to everybody but the administrator', async () => {
    for (const path of ['/staff/jobs', '/staff/jobs/api/queues', '/staff/jobs/static/favicon.ico']) {
      expect((await look(path, 'nobody')).headers.get('location')).toBe('/staff')
      expect((await look(path, 'nurse')).status).toBe(403)
      expect((await look(path, 'administrator')).status).toBe(200)
    }
  })

  it('shows the queue, and jobs without content', async () => {
    await converse(product.url, 'patients/1', '停车场在哪，我的电话13812345678')
    const shown = await (
      await look('/staff/jobs/api/queues?activeQueue=wake&status=latest', 'administrator')
    ).text()
    const { queues } = JSON.parse(shown) as { queues: { name: string; jobs: { data: unknown }[] }[] }
    expect(queues.map(({ name }) => name)).toEqual(['wake'])
    for (const { data } of queues.flatMap(({ jobs }) => jobs)) expect(data).toEqual({})
    expect(shown).not.toMatch(/停车场|13812345678/)
  })

  it('changes nothing', async () => {
    for (const action of ['pause', 'empty', 'obliterate'])
      expect((await look(`/staff/jobs/api/queues/wake/${action}`, 'administrator', 'PUT')).status).toBe(404)
  })

  it('has a policy of its own, and our pages keep theirs', async () => {
    const policy = async (path: string): Promise<string> =>
      (await look(path, 'administrator')).headers.get('content-security-policy') ?? ''
    expect(await policy('/staff/jobs')).toContain("style-src 'self' 'unsafe-inline'")
    expect(await policy('/staff')).not.toContain('unsafe')
    expect(await policy('/staff')).toContain("default-src 'self'")
  })

  it.skipIf(!existsSync(executablePath) && process.env.CI !== 'true')('opens in a browser', async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    try {
      const context = await browser.newContext()
      const [name = '', value = ''] = cookies.get('administrator')?.split('=') ?? []
      await context.addCookies([{ name, value, url: product.url }])
      const page = await context.newPage()
      await page.goto(`${product.url}/staff/jobs`)
      await page.getByText('wake').first().waitFor({ timeout: 30_000 })
    } finally {
      await browser.close()
    }
  })
})
