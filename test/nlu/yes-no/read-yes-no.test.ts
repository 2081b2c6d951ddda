import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../../domain/project-root.ts'
import { normalise } from '../../../nlu/normalise.ts'
import { readYesNo } from '../../../nlu/yes-no/read-yes-no.ts'
import { TABLE } from './table.ts'

const answerTo = (question: string, text: string): string =>
  readYesNo(normalise(text).text, question === 'plain' ? undefined : question) ?? 'none'

const wordsOf = (rows: string[]): string[] =>
  rows.flatMap((row) => row.split(' ')).map((words) => words.replaceAll('_', ' '))

describe.each(Object.entries(TABLE))('%s', (question, answers) => {
  it.each(Object.entries(answers))('%s', (answer, rows) => {
    const wrong = wordsOf(rows).filter((words) => answerTo(question, words) !== answer)
    expect(wrong.map((words) => `${words} → ${answerTo(question, words)}`)).toEqual([])
  })
})

const QUESTIONS = Object.keys(TABLE)
const noes = Object.entries(TABLE).flatMap(([question, answers]) =>
  wordsOf(answers.no ?? []).map((words) => ({ question, words })),
)

describe('a no', () => {
  it('is never read as a yes, whatever polite words stand around it', () => {
    const before = ['', '嗯', '那', '我', '谢谢，', '好的，', '哦', '真的', '额，', '您好，', '那个，']
    const after = ['', '吧', '啊', '了', '。', '！！', '，谢谢', '哈', '，麻烦您了', '😊', '呢']
    const asked = fc.tuple(fc.constantFrom(...noes), fc.constantFrom(...before), fc.constantFrom(...after))
    fc.assert(
      fc.property(asked, ([{ question, words }, lead, tail]) => {
        expect(answerTo(question, lead + words + tail)).not.toBe('yes')
      }),
      { numRuns: 3000 },
    )
  })

  it('in general words is a yes to no offer', () => {
    const plain = wordsOf(TABLE['plain']?.no ?? [])
    const offers = ['confirm-booking', 'consent', 'accept-substitute', 'need-human', 'satisfied', 'helped']
    const wrong = offers.flatMap((question) =>
      plain.filter((words) => answerTo(question, words) === 'yes').map((words) => `${question}: ${words}`),
    )
    expect(wrong).toEqual([])
  })
})

/** Best of three, in ms: the machine may be busy. */
const quickest = (task: () => unknown): number =>
  Math.min(
    ...[1, 2, 3].map(() => {
      const started = performance.now()
      task()
      return performance.now() - started
    }),
  )

describe('any text', () => {
  it('is read without an error, in bounded time', () => {
    const pieces = fc.constantFrom(
      '不',
      '是',
      '好',
      '要',
      '没',
      '有',
      '取消',
      '，',
      '。',
      '？',
      '吗',
      '了',
      'ok',
      '😀',
      ' ',
      '如果',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(pieces, { maxLength: 400 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(...QUESTIONS, '您吃早饭了吗'), (s, question) => {
        expect([null, 'yes', 'no', 'unsure']).toContain(readYesNo(s, question))
        expect(quickest(() => readYesNo(s, question))).toBeLessThan(50)
      }),
      { numRuns: 500 },
    )
  })

  it('of a long story is no answer', () => {
    expect(readYesNo('我想问一下'.repeat(60))).toBeNull()
  })
})

const dataFile = join(
  process.env['TEST_DATA_DIR'] ?? projectFile('..', 'shared', 'data'),
  'choice-recognizers-dev.json',
)
const isSkipped = !existsSync(dataFile) && process.env['CI'] !== 'true'

interface ChoiceCase {
  text: string
  results: { Resolution: { value: boolean } }[]
}

/** Where the outside suite reads the first word only, and we the whole sentence. */
const CONTRADICTIONS: Record<string, string> = {
  '同意，那不好': 'a yes that is taken back in the same breath is not acted upon',
  '我说"不"而不是"对"': 'words that are talked about are no answer that could be acted upon',
}

describe.skipIf(isSkipped)('outside suite', () => {
  it('agrees but for the listed contradictions', () => {
    const { items } = JSON.parse(readFileSync(dataFile, 'utf8')) as { items: ChoiceCase[] }
    const wrong = items
      .filter(({ text }) => !(text in CONTRADICTIONS))
      .filter(
        ({ text, results }) => answerTo('plain', text) !== (results[0]?.Resolution.value ? 'yes' : 'no'),
      )
    expect(wrong.map(({ text }) => `${text} → ${answerTo('plain', text)}`)).toEqual([])
  })
})

describe('what rules alone do not hear', () => {
  it.each<[string, string, string]>([
    ['confirm-booking', '赶快弄上别让旁人占了', 'yes'],
    ['confirm-booking', '表舅托人在窗口弄到手了', 'no'],
    ['cancel-booking', '位置让给更急的病友', 'yes'],
    ['cancel-booking', '好不容易抢来的舍不得呀', 'no'],
    ['attend-tomorrow', '孙子开车送我老早就到门口候着', 'yes'],
    ['attend-tomorrow', '大雪封路车子动弹不了', 'no'],
    ['consent', '保证不外传我才答应', 'unsure'],
    ['anonymous', '我敢说就敢认', 'no'],
    ['doctor-called', '电话在我闺女那儿得回去问', 'unsure'],
    ['accept-substitute', '只能将就了', 'yes'],
    ['accept-substitute', '刀是他开的换人不放心', 'no'],
    ['took-medicine', '一天三回我改成一回', 'no'],
    ['satisfied', '步满意，到现在也没人道歉', 'no'],
    ['consent', '步同意', 'no'],
    ['cancel-booking', '我是想问能不能换人用，没说不要', 'no'],
    ['cancel-booking', '退吧，别占着号', 'yes'],
    ['anything-else', '我想说的前面都写了', 'no'],
    ['anonymous', '没什么好隐瞒的', 'no'],
    ['satisfied', '你觉得呢', 'none'],
    ['doctor-called', '能不能让医生给我打', 'none'],
  ])('to %s 「%s」 is heard as %s', (question, words, answer) => {
    expect(answerTo(question, words)).toBe(answer)
  })
})

describe('a wish of its own', () => {
  const MAY_ANSWER =
    /^(?:dialog|chat|complaint|praise|privacy|human)\.|^appointment\.(?:book|cancel|change|query|checkin)|^survey\./
  const heldOut = <T>(name: string): T[] =>
    JSON.parse(readFileSync(projectFile('test', 'nlu', 'heldout', `${name}.json`), 'utf8')) as T[]
  const wishes = [
    ...heldOut<{ text: string; intent: string }>('intents').filter(({ intent }) => !MAY_ANSWER.test(intent)),
    ...heldOut<{ text: string }>('out-of-scope'),
  ].map(({ text }) => text)

  it.each(['confirm-booking', 'cancel-booking', 'consent', 'accept-substitute', 'anonymous', 'need-human'])(
    'is hardly ever a yes to %s',
    (question) => {
      const yes = wishes.filter((text) => answerTo(question, text) === 'yes')
      expect(yes.length / wishes.length, yes.join(' | ')).toBeLessThanOrEqual(0.01)
    },
  )
})
