/** It learns from use without learning patients. */
import { afterEach, describe, expect, it } from 'vitest'
import { corpusLines, review, unsureUtterances } from '../../handlers/review-utterances.ts'
import { newestEntries } from '../../prisma/audit-trail.ts'
import { insertUtterance, utterancesOf } from '../../prisma/queries/utterances.ts'
import { rows } from '../../prisma/sql.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const DAY = 24 * 3_600_000

let under: HospitalUnderTest
afterEach(() => under.close())

const says = async (...words: string[]): Promise<void> => {
  for (const [index, said] of words.entries()) {
    await under.pass(10_000)
    await under.say(patient('1', said, `${said}${index}`))
  }
}

const kept = () => utterancesOf(under.kit.database.pool, under.kit.database.vault, 'new')

describe('what was not understood', () => {
  it('is kept with the guesses, and with what the patient then chose', async () => {
    under = await openHospital(NINE)
    await says('那个号的事', '退号')
    const found = (await kept()).toReversed()
    expect(found.map(({ text, how }) => [text, how])).toEqual([
      ['那个号的事', 'unsure'],
      ['那个号的事', 'chosen'],
    ])
    expect(found[1]).toMatchObject({ choice: 'appointment.cancel', heardOn: '2026-11-23' })
    expect(await unsureUtterances(under.kit.database)).toMatchObject([
      { text: '那个号的事', count: 1, choices: [{ label: 'appointment.cancel', count: 1 }] },
    ])
  })

  it('is kept, too, when the next message corrects it', async () => {
    under = await openHospital(NINE)
    await says('停车场在哪', '不是，我要投诉')
    expect(await kept()).toMatchObject([
      { text: '停车场在哪', how: 'corrected', guesses: ['hospital.info'], choice: 'complaint.lodge' },
    ])
  })

  it('is not kept where it may tell who somebody is', async () => {
    under = await openHospital(NINE)
    await says(
      `那个号的事 身份证${idNumber(1)}`,
      '那个号的事，打13812345678',
      '我叫李雷，那个号的事',
      '那个号的事，我住安康路9号院',
      '那个号的事，加我微信lilei99',
      `那个号的事${'，嗯嗯啊啊'.repeat(50)}`,
    )
    expect(await kept()).toEqual([])
  })

  it('leads to nobody: neither its columns nor its content', async () => {
    under = await openHospital(NINE)
    await says('那个号的事')
    const columns = await rows<{ name: string }>(
      under.kit.database.pool,
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'utterance' AND table_schema = current_schema()`,
    )
    expect(columns.map(({ name }) => name).sort()).toEqual(
      ['heard_on', 'id', 'label', 'reviewed_at', 'reviewed_by', 'sealed', 'status'].sort(),
    )
    const [found] = await kept()
    expect(Object.keys(found ?? {}).sort()).toEqual(
      ['choice', 'guesses', 'heardOn', 'how', 'id', 'label', 'status', 'text'].sort(),
    )
  })

  it('is labelled, by whom is on the trail, and comes out as lines that the corpora have not', async () => {
    under = await openHospital(NINE)
    const { database } = under.kit
    await says('那个号的事', '退号', '退号啦那个')
    const items = await unsureUtterances(database)
    const ids = items.flatMap((item) => (item.text === '那个号的事' ? item.ids : []))
    expect(await review(database, { ids, label: 'appointment.cancel', by: 'gu-pan' })).toBe(2)
    expect(await review(database, { ids, label: 'none.chat', by: 'gu-pan' })).toBe(0)
    expect(await corpusLines(database)).toBe('# nlu/corpus/appointment.cancel.txt\n那个号的事\n')
    expect(await corpusLines(database, '2026-11-24')).toBe('')
    const [entry] = await newestEntries(database.pool, 1)
    expect(entry).toMatchObject({
      actor: 'staff:gu-pan',
      action: 'utterance.label',
      detail: { count: 2, label: 'appointment.cancel' },
    })
  })

  it('goes after ninety days', async () => {
    under = await openHospital(NINE)
    const { pool, vault } = under.kit.database
    const said = { how: 'unsure' as const, guesses: [], choice: null }
    await insertUtterance(pool, vault, { ...said, text: '很久以前的话', heardOn: '2026-08-20' })
    await insertUtterance(pool, vault, { ...said, text: '不太久的话', heardOn: '2026-08-30' })
    await under.pass(DAY)
    expect((await kept()).map(({ text }) => text)).toEqual(['不太久的话'])
  })
})
