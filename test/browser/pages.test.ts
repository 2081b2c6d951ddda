/** The pages in a real Chromium, over the real product. */
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCode } from '../../handlers/make-code.ts'
import { openProduct, type ProductUnderTest } from '../support/product-under-test.ts'

const executablePath = process.env.TEST_CHROMIUM
const NO_CALLS_HOME = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const say = async (page: Page, words: string): Promise<void> => {
  const box = page.locator('textarea:visible').first()
  await box.fill(words)
  await box.press('Enter')
}

const hears = (page: Page, words: string | RegExp) =>
  page.locator('.bubble:visible', { hasText: words }).last().waitFor({ timeout: 10_000 })

const press = (page: Page, label: string) =>
  page.locator('.options:not(.past)').getByRole('button', { name: label, exact: true }).last().click()

describe.skipIf(executablePath === undefined && process.env.CI !== 'true')('the pages', () => {
  let product: ProductUnderTest
  let browser: Browser

  beforeAll(async () => {
    product = await openProduct()
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: NO_CALLS_HOME })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  }, 30_000)

  const open = async (path: string, options: Parameters<Browser['newPage']>[0] = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 820 }, ...options })
    const problems: string[] = []
    page.on('pageerror', ({ message }) => problems.push(message))
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    await page.goto(product.url + path)
    return { page, problems }
  }

  it('a newcomer books with buttons and words, advances the clock and is reminded', async () => {
    const { page, problems } = await open('/demo')
    await say(page, '帮我约下周三下午心内科王主任')
    await hears(page, '还有')
    await press(page, '14:00–14:30')
    await hears(page, '同意吗')
    await press(page, '同意')
    await hears(page, '请告诉我就诊人的姓名')
    await say(page, '我叫李雷，身份证110101199003074514，手机13812345678')
    await hears(page, '要现在帮您预约吗')
    await press(page, '确认预约')
    await hears(page, '约好了')
    await page.locator('button', { hasText: '1 周' }).click()
    await hears(page, /提醒您|明天见/)
    expect(problems).toEqual([])
    await page.close()
  }, 60_000)

  it('a complaint appears in its group with a count, is accepted by a button, and the patient hears of it', async () => {
    const { page, problems } = await open('/demo')
    await say(page, '我要投诉骨科，昨天下午骨科护士骂人')
    await hears(page, '匿名')
    await press(page, '匿名')
    await hears(page, '这样提交可以吗')
    await press(page, '确认提交')
    await hears(page, '已经登记')
    await page.locator('[role=tab]', { hasText: /^骨科/ }).click()
    await page.locator('.bubble:visible', { hasText: '投诉 T' }).waitFor()
    await page.locator('.options button:visible', { hasText: '受理' }).last().click()
    await hears(page, '已经受理')
    expect(problems).toEqual([])
    await page.close()
  }, 60_000)

  it('markup in a message is shown as text, in the chat and in the group', async () => {
    const { page } = await open('/demo')
    await say(page, '<img src=x onerror="document.title=\'hacked\'"><b>你好</b>')
    await page.locator('.bubble', { hasText: '<b>你好</b>' }).first().waitFor()
    expect(await page.locator('.bubble b, .bubble img[src=x]').count()).toBe(0)
    expect(await page.title()).not.toBe('hacked')
    await page.close()
  }, 60_000)

  it('a reload shows the same chat', async () => {
    const { page } = await open('/demo')
    await say(page, '停车场在哪')
    await hears(page, '停车场在')
    await page.reload()
    await hears(page, '停车场在')
    await page.close()
  }, 60_000)

  it('works by keyboard alone and at the width of a phone', async () => {
    const { page, problems } = await open('/chat', { viewport: { width: 390, height: 844 } })
    await page.locator('textarea').focus()
    await page.keyboard.type('挂骨科普通门诊')
    await page.keyboard.press('Enter')
    await hears(page, '您哪天方便')
    const option = page.locator('.options:not(.past) button').first()
    await option.focus()
    await page.keyboard.press('Enter')
    await hears(page, '还有')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    expect(problems).toEqual([])
    await page.close()
  }, 60_000)

  it('two visitors of the hospital’s site see their own chats only', async () => {
    const one = await browser.newContext()
    const other = await browser.newContext()
    const mine = await one.newPage()
    const theirs = await other.newPage()
    await mine.goto(`${product.url}/chat`)
    await theirs.goto(`${product.url}/chat`)
    await say(mine, '停车场在哪')
    await hears(mine, '停车场在')
    await theirs.reload()
    await theirs.locator('textarea').waitFor()
    expect(await theirs.locator('.bubble', { hasText: '停车场' }).count()).toBe(0)
    await one.close()
    await other.close()
  }, 60_000)

  it('staff sign in with a code that works once, and see their own groups only', async () => {
    const { code } = await makeCode(product.database, 'sign-in', 'lin-xiaoman', 'test')
    const { page } = await open('/staff')
    await page.fill('#code', 'WRONGCODE1')
    await page.keyboard.press('Enter')
    await page.locator('[role=alert]', { hasText: '不对' }).waitFor()
    await page.fill('#code', code)
    await page.keyboard.press('Enter')
    await page.locator('text=心血管内科').first().waitFor()
    expect(await page.locator('text=骨科').count()).toBe(0)
    const again = await product.ask('POST', '/api/staff/sign-in', { code })
    expect(again.status).toBe(401)
    await page.close()
  }, 60_000)

  it('the customer office labels what was not understood, by keyboard, on a phone', async () => {
    const patient = await open('/demo')
    await say(patient.page, '那个号的事')
    await hears(patient.page, '我不太确定您的意思')
    await press(patient.page, '退号')
    await hears(patient.page, /您现在没有预约|要退的是/) // whether this patient has booked before
    const { code } = await makeCode(product.database, 'sign-in', 'gu-pan', 'test')
    const { page } = await open('/staff', { viewport: { width: 390, height: 844 } })
    await page.fill('#code', code)
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: '群' }).focus()
    await page.keyboard.press('ArrowRight')
    const item = page.locator('.unsure', { hasText: '那个号的事' })
    await item.waitFor()
    expect(await item.textContent()).toContain('患者选了：退号')
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
    expect(await item.getByRole('combobox').inputValue()).toBe('appointment.cancel')
    await item.getByRole('button', { name: '标好' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /下载标好的语料/ }).waitFor()
    expect(await item.count()).toBe(0)
    await page.close()
    await patient.page.close()
  }, 60_000)
})
