/** The files to run it with name what there is: variables, folders, ports. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { configVariables } from '../../bot/config-variables.ts'
import { readConfig } from '../../bot/config.ts'
import { projectFile } from '../../domain/project-root.ts'

const read = (...path: string[]): string => readFileSync(projectFile(...path), 'utf8')

interface Service {
  ports?: string[]
  volumes?: string[]
  environment?: Record<string, string>
  read_only?: boolean
}

const compose = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, null>
}
const known = Object.keys(configVariables)
const apps = Object.entries(compose.services).filter(([name]) => name.startsWith('app-'))

describe('compose.yaml', () => {
  it('runs several processes, each at a loopback port and with a folder of its own', () => {
    expect(apps.length).toBeGreaterThan(1)
    const ports = apps.flatMap(([, { ports: of = [] }]) => of)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:8080$/)
    const folders = apps.flatMap(([, { volumes = [] }]) => volumes.filter((each) => each.endsWith(':/data')))
    expect(new Set(ports).size).toBe(apps.length)
    expect(new Set(folders).size).toBe(apps.length)
    for (const folder of folders) expect(compose.volumes).toHaveProperty(folder.split(':')[0] ?? '')
    for (const [, { read_only: readOnly }] of apps) expect(readOnly).toBe(true)
  })

  it('opens PostgreSQL and Redis to nobody else', () => {
    expect(compose.services.postgres?.ports).toBeUndefined()
    expect(compose.services.redis?.ports).toBeUndefined()
  })

  it('sets variables that there are, and secrets from outside only', () => {
    for (const [, { environment = {} }] of apps) {
      for (const name of Object.keys(environment)) expect(known).toContain(name)
      for (const name of ['DATA_KEY', 'DATABASE_URL']) expect(environment[name]).toMatch(/\$\{[A-Z_]+:\?/)
    }
  })

  it('is a configuration that the server takes', () => {
    const given: Record<string, string> = {
      DATA_KEY: Buffer.alloc(32, 1).toString('base64'),
      POSTGRES_PASSWORD: 'abc123',
      PUBLIC_URL: 'https://kefu.example.cn',
      HOSPITAL_FILE: 'x.yaml',
    }
    const filled = (value: string): string =>
      value.replace(/\$\{([A-Z_]+)(?::[-?]([^}]*))?\}/g, (_all, name: string, otherwise = '') => {
        return given[name] ?? String(otherwise)
      })
    for (const [, { environment = {} }] of apps) {
      const settings = Object.entries(environment).map(([name, value]) => [name, filled(value)])
      expect(readConfig(Object.fromEntries(settings) as Record<string, string>)).toMatchObject({
        database: { kind: 'server', url: 'postgresql://yiguanjia:abc123@postgres:5432/yiguanjia' },
        demo: false,
        logLevel: 'info',
      })
    }
  })
})

describe('the Dockerfile', () => {
  const last =
    read('Dockerfile')
      .split(/^FROM /m)
      .at(-1) ?? ''

  it('brings every folder that the server reads, and runs it as nobody special', () => {
    for (const folder of ['dist', 'prisma/migrations', 'hospital', 'texts', 'nlu'])
      expect(last).toContain(`COPY --from=build /app/${folder} ${folder}`)
    expect(last).toMatch(/^USER node$/m)
    expect(last).toMatch(/^HEALTHCHECK /m)
    expect(last).toMatch(/^CMD \["node", .*"dist\/bot\/main\.js"\]$/m)
  })

  it('copies what is there', () => {
    for (const [, path = ''] of read('Dockerfile').matchAll(/^COPY (?!--)(\S+)/gm))
      expect(existsSync(projectFile(path)), path).toBe(true)
  })
})

describe('the settings to fill in', () => {
  it('are variables that there are', () => {
    const names = [...read('deploy', 'env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(4)
    for (const name of names) expect([...known, 'POSTGRES_PASSWORD']).toContain(name)
  })

  it('and those of the systemd unit too', () => {
    const [, line = ''] = /^Environment=(.*)$/m.exec(read('deploy', 'yiguanjia@.service')) ?? []
    for (const pair of line.split(' ')) expect([...known, 'NODE_ENV']).toContain(pair.split('=')[0])
  })
})
