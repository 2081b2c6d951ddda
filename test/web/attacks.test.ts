/** What somebody on the network may try against the pages. The threat model is docs/security.md. */
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCode } from '../../handlers/make-code.ts'
import { openProduct, type ProductUnderTest } from '../support/product-under-test.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const FOREIGN = 'https://evil.example'

let product: ProductUnderTest
beforeAll(async () => {
  product = await openProduct({ demo: false })
}, 120_000)
afterAll(() => product.stop())

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

const visitor = async (headers: Record<string, string> = {}): Promise<string> =>
  cookieOf(await product.ask('POST', '/api/chat/session', undefined, headers))

const staffCode = async (): Promise<string> => {
  const { rows } = await product.database.pool.query<{ key: string }>(
    `SELECT document->'staff'->0->>'key' AS key FROM hospital_revision ORDER BY revision DESC LIMIT 1`,
  )
  return (await makeCode(product.database, 'sign-in', rows[0]?.key ?? '', 'test')).code
}

const signIn = (code: string, headers: Record<string, string> = {}): Promise<Response> =>
  product.ask('POST', '/api/staff/sign-in', { code }, headers)

const uploaded = (cookie: string, content: Buffer, name: string, path = '/api/chat/attachments') => {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(content)], name, { type: 'image/png' }))
  return fetch(product.url + path, { method: 'POST', headers: { cookie, origin: product.url }, body: form })
}

describe('sessions', () => {
  it('are never the one that somebody planted', async () => {
    const planted = 'yiguanjia_chat=chosen-by-somebody'
    const cookie = await visitor({ cookie: planted })
    expect(cookie).toMatch(/^yiguanjia_chat=[\w-]{43}$/)
    expect((await product.ask('GET', '/api/chat/history', undefined, { cookie: planted })).status).toBe(401)
    const staff = cookieOf(await signIn(await staffCode(), { cookie: 'yiguanjia_staff=chosen' }))
    expect(staff).toMatch(/^yiguanjia_staff=[\w-]{43}$/)
  })

  it('cannot be read by scripts and do not travel to other sites', async () => {
    const [patient] = (await product.ask('POST', '/api/chat/session')).headers.getSetCookie()
    expect(patient).toMatch(/HttpOnly/i)
    expect(patient).toMatch(/SameSite=Lax/i)
    const [staff] = (await signIn(await staffCode())).headers.getSetCookie()
    expect(staff).toMatch(/HttpOnly/i)
    expect(staff).toMatch(/SameSite=Strict/i)
  })

  it('are worth nothing after signing out, and another’s kind never counts', async () => {
    const cookie = cookieOf(await signIn(await staffCode()))
    const state = () => product.ask('GET', '/api/staff/state', undefined, { cookie })
    expect((await state()).status).toBe(200)
    await product.ask('POST', '/api/staff/sign-out', undefined, { cookie })
    expect((await state()).status).toBe(401)
    const patient = (await visitor()).replace('yiguanjia_chat', 'yiguanjia_staff')
    expect((await product.ask('GET', '/api/staff/state', undefined, { cookie: patient })).status).toBe(401)
  })
})

describe('another site', () => {
  const FORMS = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']

  it.each(FORMS)('cannot post as %s with somebody’s cookie', async (type) => {
    const cookie = await visitor()
    const response = await fetch(`${product.url}/api/chat/messages`, {
      method: 'POST',
      headers: { cookie, origin: FOREIGN, 'content-type': type },
      body: JSON.stringify({ id: crypto.randomUUID(), text: '我要挂号' }),
    })
    expect(response.status).toBe(403)
    const { entries } = (await (
      await product.ask('GET', '/api/chat/history', undefined, { cookie })
    ).json()) as { entries: unknown[] }
    expect(entries).toEqual([])
  })

  it('is not allowed to read: no answer names it as a reader, and JSON is never asked for in advance', async () => {
    const cookie = await visitor()
    const read = await product.ask('GET', '/api/chat/history', undefined, { cookie, origin: FOREIGN })
    expect(read.headers.get('access-control-allow-origin')).toBeNull()
    const preflight = await fetch(`${product.url}/api/chat/messages`, {
      method: 'OPTIONS',
      headers: { origin: FOREIGN, 'access-control-request-method': 'POST' },
    })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('cannot frame a page or run its own script in it', async () => {
    for (const page of ['/chat', '/staff']) {
      const { headers } = await product.ask('GET', page)
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
    }
  })
})

describe('guessing', () => {
  it('a sign-in code is slow: after ten tries a minute has to pass, also for a right one', async () => {
    const right = await staffCode()
    const tries: number[] = []
    for (let index = 0; index < 12; index += 1) tries.push((await signIn(`WRONG${index}`)).status)
    expect(tries.at(-1)).toBe(429)
    expect(tries.filter((status) => status === 401).length).toBeLessThanOrEqual(10)
    expect((await signIn(right)).status).toBe(429)
  })
})

describe('files', () => {
  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>', 'photo.png'],
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'photo.svg'],
    ['a program', 'MZ\x90\x00', 'photo.jpg'],
    ['nothing', '', 'photo.png'],
  ])('that are %s are refused, whatever they call themselves', async (_, content, name) => {
    expect((await uploaded(await visitor(), Buffer.from(content, 'latin1'), name)).status).toBe(415)
  })

  it('that are too big are refused', async () => {
    const big = Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)])
    expect((await uploaded(await visitor(), big, 'big.png')).status).toBe(413)
  })

  it('are served to those who may see them only, as what they are, under a harmless name', async () => {
    const cookie = await visitor()
    const stored = (await (await uploaded(cookie, PNG, '../../e\r\nvil: "x".png')).json()) as {
      id: string
      name: string
    }
    expect(stored.name).not.toMatch(/[/\\"\r\n]/)
    const path = `/api/chat/attachments/${stored.id}`
    const mine = await product.ask('GET', path, undefined, { cookie })
    expect(mine.headers.get('content-type')).toBe('image/png')
    expect(mine.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await mine.arrayBuffer())).toEqual(PNG)
    expect((await product.ask('GET', path, undefined, { cookie: await visitor() })).status).toBe(404)
    expect((await product.ask('GET', path)).status).toBe(401)
  })

  it('are limited in number a minute', async () => {
    const cookie = await visitor()
    const statuses: number[] = []
    for (let index = 0; index < 14; index += 1)
      statuses.push((await uploaded(cookie, PNG, `${index}.png`)).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(12)
    expect(statuses.at(-1)).toBe(429)
  })
})

/** Sends exactly these bytes: `fetch` would tidy a path up. */
const raw = (request: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(product.url)
    const socket = connect(Number(port), hostname, () => socket.write(request))
    let answer = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer)).on('error', reject)
  })

describe('paths', () => {
  it.each([
    '/assets/../../../package.json',
    '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/....//....//package.json',
    '/assets/%00package.json',
    '/api/chat/attachments/..%2f..%2fpackage.json',
    '//etc/passwd',
  ])('%s leads nowhere', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 (301|302|400|401|404)/)
    expect(answer).not.toContain('yiguanjia",')
    expect(answer).not.toContain('root:')
  })

  it('with another’s header in them do not become headers', async () => {
    const answer = await raw(
      `GET /chat%0d%0aSet-Cookie:%20yiguanjia_staff=x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    )
    expect(answer.toLowerCase()).not.toContain('set-cookie: yiguanjia_staff')
  })

  it('of the demo do not exist for real patients', async () => {
    expect((await product.ask('POST', '/demo/clock', { advance: 'PT1H' })).status).toBe(404)
    expect((await product.ask('GET', '/demo')).status).toBe(404)
  })
})
