import { inflateRawSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { attachmentBytes } from '../../prisma/queries/attachments.ts'
import { type HospitalUnderTest, openHospital, patient } from '../support/hospital-under-test.ts'
import { idNumber } from '../support/id-numbers.ts'

const NINE = Date.parse('2026-11-23T09:00:00+08:00')
const HOUR = 3_600_000

let under: HospitalUnderTest
afterEach(() => under.close())

/** Text of the first file in a zip whose name ends so. */
const inZip = (zip: Buffer, ending: string): string => {
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    if (!name.endsWith(ending)) continue
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20))
    return (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8')
  }
  return ''
}

// Source: AP-9 (S0 预约诊疗四).
it("at 16:30 the triage desk gets tomorrow's list, as words and as a spreadsheet, with masked names", async () => {
  under = await openHospital(NINE)
  await under.say(
    patient('1', `约明天上午9点骨科普通门诊，我叫李雷，身份证${idNumber(5)}，手机13812345678`, 'a'),
  )
  await under.say(patient('1', '同意', 'b'))
  await under.say(patient('1', '确认', 'c'))
  await under.heard()
  await under.pass(8 * HOUR)
  const list = (await under.heard()).find(({ chat }) => chat === 'group:triage-desk')
  expect(list?.message.text).toMatch(
    /11月24日（周二） 预约名单，共 1 人：\s*09:00 骨科 普通门诊 .+ 李\* \d{7}$/u,
  )
  const [file] = list?.message.attachments ?? []
  expect(file).toMatchObject({ kind: 'file', name: '预约名单-2026-11-24.xlsx' })
  const { pool, vault } = under.kit.database
  const sheet = await attachmentBytes(pool, vault, file?.id ?? '')
  const words =
    inZip(sheet ?? Buffer.alloc(0), 'sharedStrings.xml') + inZip(sheet ?? Buffer.alloc(0), 'sheet1.xml')
  expect(words).toContain('骨科')
  expect(words).not.toContain('李雷')
}, 60_000)
