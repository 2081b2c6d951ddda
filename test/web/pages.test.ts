import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { projectFile } from '../../domain/project-root.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync']
args.push('--disable-background-networking', '--disable-component-update')

/** The pages in a browser, against the small stand-in for the server. */
/** Waits until the page has asked for nothing for a while. */
const atRest = async (page: Page): Promise<void> => {
  let asked = Date.now()
  const note = () => {
    asked = Date.now()
  }
  page.on('request', note)
  while (Date.now() - asked < 500) await page.waitForTimeout(50)
  page.off('request', note)
}

describe.skipIf(!existsSync(executablePath) && !process.env.CI)('the pages', () => {
  let folder: string
  let browser: Browser
  let server: FakeServer
  let page: Page
  const broken: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pages-'))
    await build({
      configFile: projectFile('web/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder },
    })
    browser = await chromium.launch({ executablePath, args })
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })
  beforeEach(async () => {
    server = await startFakeServer(folder)
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    page.setDefaultTimeout(8000)
    broken.length = 0
    page.on('pageerror', ({ message }) => broken.push(message))
    page.on('console', (said) => said.text().includes('Content Security Policy') && broken.push(said.text()))
  })
  afterEach(async () => {
    await page.close()
    await server.close()
    if (broken.length > 0) throw new Error(broken.join('\n'))
  })

  const box = () => page.getByRole('textbox', { name: '有什么可以帮您？' })
  const bubbles = () => page.locator('.patient-pane .bubble, .chat-page .bubble')
  const lists = () => page.locator('.options')
  const openChat = async () => {
    await page.goto(`${server.url}/chat/`)
    await page.getByText('直接写下来就行').waitFor()
  }
  const say = async (text: string) => {
    await box().fill(text)
    await box().press('Enter')
  }
  /** Waits until the page shows what is expected, or fails with what it shows. */
  const soon = (look: () => Promise<unknown>, expected: unknown) =>
    expect.poll(look, { timeout: 8000 }).toEqual(expected)

  it('sends with Enter, but neither with Shift+Enter nor while an input method composes', async () => {
    await openChat()
    await box().fill('第一行')
    await box().press('Shift+Enter')
    await box().pressSequentially('第二行')
    await box().evaluate((it) => {
      const key = { key: 'Enter', bubbles: true, cancelable: true }
      it.dispatchEvent(new KeyboardEvent('keydown', { ...key, isComposing: true }))
      it.dispatchEvent(new KeyboardEvent('keydown', { ...key, keyCode: 229 }))
    })
    expect(server.heard).toHaveLength(0)
    await box().press('Enter')
    await soon(() => bubbles().first().innerText(), '第一行\n第二行')
    expect(await box().inputValue()).toBe('')
  })

  it('lets the newest options be pressed with the keyboard alone, and the older ones only be read', async () => {
    await openChat()
    await say('挂号')
    await soon(() => lists().count(), 1)
    await page.keyboard.press('Shift+Tab')
    for (let back = 0; back < 5; back++) await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await soon(() => lists().count(), 2)
    expect(await lists().first().locator('button:enabled').count()).toBe(0)
    expect(await lists().first().getByText('15:00–15:30').isVisible()).toBe(true)
    expect(await lists().last().locator('button:enabled').count()).toBe(5)
    expect(await page.locator('.row.mine').count()).toBe(2)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  })

  it('keeps an unsent message over a reload and sends it once the server is back, shown once', async () => {
    await openChat()
    server.refuseWith({ status: 503 })
    await say('停车场在哪')
    await soon(() => page.locator('.unsent .bubble').innerText(), '停车场在哪')
    await page.reload()
    await soon(() => page.locator('.unsent .bubble').innerText(), '停车场在哪')
    server.refuseWith(undefined)
    await soon(() => page.locator('.unsent').count(), 0)
    await soon(() => bubbles().count(), 2)
    expect(new Set(server.heard).size).toBe(1)
    expect(server.heard.length).toBeGreaterThan(1)
  })

  it('says why a message was refused', async () => {
    await openChat()
    server.refuseWith({ status: 422, message: '这条消息收不了' })
    await say('你好')
    await soon(() => page.locator('.refused .fate').innerText(), '没有发出：这条消息收不了再发一次删除')
    await page.getByRole('button', { name: '删除' }).click()
    await soon(() => bubbles().count(), 0)
  })

  it('shows what was said while the connection was cut, in order and once', async () => {
    await openChat()
    server.say('patient:web', { text: '一' })
    await soon(() => bubbles().allInnerTexts(), ['一'])
    server.cut()
    server.say('patient:web', { text: '二' })
    server.say('patient:web', { text: '三' })
    await soon(() => bubbles().allInnerTexts(), ['一', '二', '三'])
  })

  it('shows markup as text, folds long texts, and survives a pasted book', async () => {
    await openChat()
    server.say('patient:web', { text: '<img src=x onerror=alert(1)>' })
    await soon(() => bubbles().first().innerText(), '<img src=x onerror=alert(1)>')
    await say('长'.repeat(100_000))
    await soon(() => page.getByRole('button', { name: '展开全文（100000 字）' }).first().isVisible(), true)
  })

  it('stays at the end, unless the reader scrolled up: then new messages are announced', async () => {
    await openChat()
    const log = page.getByRole('log')
    const atEnd = () => log.evaluate((it) => it.scrollHeight - it.scrollTop - it.clientHeight < 3)
    for (let line = 0; line < 30; line++) server.say('patient:web', { text: `第 ${line} 条` })
    await soon(() => bubbles().count(), 30)
    await soon(atEnd, true)
    await log.hover()
    await page.mouse.wheel(0, -600)
    await page.getByRole('button', { name: '回到最新' }).waitFor()
    server.say('patient:web', { text: '新的' })
    await page.getByRole('button', { name: '有新消息' }).click()
    await soon(atEnd, true)
    await soon(() => page.locator('.to-bottom').count(), 0)
  })

  it('takes a picture or a PDF and says clearly what it cannot take', async () => {
    await openChat()
    const buffer = Buffer.from('x')
    const picker = page.locator('input[type=file]')
    await picker.setInputFiles({ name: '咳嗽.mp4', mimeType: 'video/mp4', buffer })
    await soon(() => page.getByRole('alert').innerText(), '“咳嗽.mp4”不是图片或 PDF，暂时收不了')
    await picker.setInputFiles({ name: '化验单.pdf', mimeType: 'application/pdf', buffer })
    await soon(() => page.locator('.chosen.ready').count(), 1)
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await soon(() => page.locator('.row.mine:not(.unsent) .attachment-file').count(), 1)
  })

  it('plays several patients; a complaint and an hour are seen in the groups', async () => {
    await page.goto(`${server.url}/demo/`)
    await page.getByRole('button', { name: '昨天等了两小时没人管' }).click()
    const department = page.getByRole('tab', { name: '心血管内科 1 条未读' })
    await department.waitFor()
    await page.getByRole('button', { name: '1 小时' }).click()
    expect(await page.getByRole('button', { name: '1 周' }).isDisabled()).toBe(true)
    await page.getByText('其间按时发生了 2 件事').waitFor()
    await soon(
      () =>
        page
          .locator('.clock-time')
          .innerText()
          .then((time) => time.slice(0, 5)),
      '10:00',
    )
    await department.click()
    await page.getByRole('button', { name: '受理' }).click()
    await soon(() => page.locator('.group-pane .row.mine .bubble').allInnerTexts(), ['受理 T-1023'])
    await page.getByRole('button', { name: '再来一位患者' }).click()
    await page.getByRole('tab', { name: '患者二', selected: true }).waitFor()
    await soon(() => bubbles().count(), 0)
    await page.reload()
    await page.getByRole('tab', { name: '患者二', selected: true }).waitFor()
    await page.getByRole('tab', { name: '心血管内科', selected: true }).waitFor()
  })

  it('fits a phone of 360 pixels, where patient, groups and a group take turns', async () => {
    await page.setViewportSize({ width: 360, height: 640 })
    await page.goto(`${server.url}/demo/`)
    await page.getByRole('button', { name: '昨天等了两小时没人管' }).click()
    await page.getByRole('button', { name: '员工群 1 条未读' }).click()
    await page.getByRole('tab', { name: '心血管内科 1 条未读' }).click()
    await page.getByText('【投诉】').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    const small = await page
      .locator('button:visible, select:visible, textarea:visible')
      .evaluateAll((all) =>
        all.filter((it) => it.getBoundingClientRect().height < 43.5).map(({ textContent }) => textContent),
      )
    expect(small).toEqual([])
    await page.getByRole('button', { name: '返回群列表' }).click()
    await page.getByRole('tab', { name: '服务台' }).waitFor()
  })

  it('lets staff in with a code, keeps what they wrote when the session ends, and forgets it at sign-out', async () => {
    await page.goto(`${server.url}/staff/`)
    const code = page.getByLabel('一次性登录码')
    await code.fill('000000')
    await code.press('Enter')
    await page.getByText('登录码不对或已经用过').waitFor()
    await code.fill('123456')
    await code.press('Enter')
    const line = page.getByRole('textbox', { name: '在“客户服务中心”里说' })
    await line.waitFor()
    await atRest(page)
    server.endSession()
    await line.fill('正在处理')
    await line.press('Enter')
    await code.fill('123456')
    await code.press('Enter')
    await soon(() => page.locator('.row.mine:not(.unsent) .bubble').allInnerTexts(), ['正在处理'])
    await line.fill('草稿')
    await page.getByRole('button', { name: '退出登录' }).click()
    await code.waitFor()
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  })
})
