import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../../domain/project-root.ts'
import { INTENTS } from '../../../domain/understanding.ts'
import { requestOf } from '../../../nlu/understanding-line.ts'

const clock = { now: '2026-11-23T09:00:00', zone: 'Asia/Shanghai' }

describe('a line of input', () => {
  it.each([
    ['{"text":"挂号"}', { at: '2026-11-23T09:00:00' }],
    ['{"text":"挂号","at":"2026-11-24T08:30"}', { at: '2026-11-24T08:30:00' }],
    ['{"text":"挂号","at":"2026-11-24 08:30:15"}', { at: '2026-11-24T08:30:15' }],
    ['{"text":"挂号","at":"2026-11-24T00:30:00Z"}', { at: '2026-11-24T08:30:00' }],
    ['{"text":"挂号","at":"2026-11-24T08:30:00+08:00"}', { at: '2026-11-24T08:30:00' }],
    [
      '{"text":"是","question":"confirm-booking","about":"2026-12-02"}',
      { at: '2026-11-23T09:00:00', question: 'confirm-booking', about: '2026-12-02' },
    ],
  ])('%s', (line, context) => expect(requestOf(line, clock)).toMatchObject({ ok: true, value: { context } }))

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"挂号"',
    '{"text":1}',
    '{"at":"2026-11-23"}',
    '{"text":"a","at":"soon"}',
    '{"text":"a","about":"2026-13-01"}',
  ])('%s is malformed', (line) =>
    expect(requestOf(line, clock)).toMatchObject({ ok: false, reason: 'malformed-line' }),
  )
})

describe('the command', () => {
  const run = (input: string) =>
    spawnSync(process.execPath, ['--import', 'tsx', projectFile('bot', 'cli', 'understand.ts')], {
      cwd: projectFile(),
      input,
      encoding: 'utf8',
    })

  it('prints a line for a line, in order, and goes on after a malformed one', () => {
    const { stdout, stderr, status } = run(
      [
        '{"text":"帮我约下周三下午的号","at":"2026-11-23T09:00"}',
        'not json',
        '{"text":"可以","question":"confirm-booking"}',
        '{"text":"不小心把一瓶安眠药都吃了","at":"2026-11-23T09:00"}',
        '',
      ].join('\n'),
    )
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toHaveLength(4)
    expect(Object.keys(lines[0] ?? {})).toEqual([
      'intent',
      'confidence',
      'top',
      'emergency',
      'entities',
      'yesNo',
      'triage',
      'complaint',
    ])
    expect(lines[0]).toMatchObject({
      intent: 'appointment.book',
      emergency: false,
      entities: {
        department: null,
        doctor: null,
        phone: null,
        idNumber: null,
        name: null,
        when: { date: '2026-12-02', part: 'afternoon' },
      },
      yesNo: null,
      triage: null,
      complaint: null,
    })
    for (const intent of (lines[0]?.top ?? []) as string[]) expect(INTENTS).toContain(intent)
    expect(lines[1]).toEqual({ error: expect.any(String) as string })
    expect(lines[2]).toMatchObject({ yesNo: 'yes', entities: { when: null } })
    expect(lines[3]).toMatchObject({ emergency: true })
  }, 60_000)

  it('reads a thousand lines in seconds', () => {
    const line = (i: number): string =>
      JSON.stringify({ text: `第${i}次问：下周三下午心内科还有号吗，约一个` })
    const start = performance.now()
    const { stdout } = run(Array.from({ length: 1000 }, (_, i) => line(i)).join('\n'))
    expect(stdout.trim().split('\n')).toHaveLength(1000)
    expect(performance.now() - start).toBeLessThan(60_000) // a few seconds where the machine is not shared
  }, 120_000)
})
