/** What docs/metrics.md and the alert rules speak of is what the server tells. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { projectFile } from '../../domain/project-root.ts'
import { openProduct, type ProductUnderTest } from '../support/product-under-test.ts'

const namesIn = (text: string): string[] => [...new Set(text.match(/yiguanjia_[a-z_]+[a-z]/g))].toSorted()

const withoutSuffix = (name: string): string => name.replace(/_(count|bucket|sum)$/, '')

describe('docs/metrics.md', { timeout: 60_000 }, () => {
  let product: ProductUnderTest
  let told: string[]
  beforeAll(async () => {
    product = await openProduct()
    const text = await (await product.ask('GET', '/metrics')).text()
    told = namesIn(text.match(/^# TYPE \S+/gm)?.join('\n') ?? '')
  }, 120_000)
  afterAll(() => product.stop())

  it('has a row for every metric of ours, and for no other', () => {
    const rows = readFileSync(projectFile('docs/metrics.md'), 'utf8').match(/^\| `yiguanjia_[a-z_]+`/gm) ?? []
    expect(namesIn(rows.join('\n'))).toEqual(told)
  })

  it('comes with three alert rules over metrics that there are', () => {
    const file = parse(readFileSync(projectFile('deploy/alerts.yaml'), 'utf8')) as {
      groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[]
    }
    const rules = file.groups.flatMap((group) => group.rules)
    expect(rules.map(({ alert }) => alert)).toEqual(['PatientsWait', 'HospitalClockLate', 'OutOfReach'])
    for (const { expr, annotations } of rules) {
      const names = namesIn(expr).map(withoutSuffix)
      expect(names.length).toBeGreaterThan(0)
      for (const name of names) expect(told).toContain(name)
      expect(annotations.summary).toBeTruthy()
    }
  })
})
