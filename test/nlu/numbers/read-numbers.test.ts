import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../../domain/project-root.ts'
import { normalise } from '../../../nlu/normalise.ts'
import { type Numbers, readNumbers } from '../../../nlu/numbers/read-numbers.ts'

const read = (raw: string): Omit<Numbers, 'spans'> => {
  const { spans, ...rest } = readNumbers(normalise(raw).text)
  expect(spans).toEqual(spans.toSorted((a, b) => a.start - b.start))
  return rest
}

const ID = '11010519491231002X'
const PHONE = '13812345678'

describe('phones', () => {
  it.each([
    '13812345678',
    '138 1234 5678',
    '138-1234-5678',
    '138.1234.5678',
    '138 12345678',
    '1381234 5678',
    '1381 2345 678',
    '１３８１２３４５６７８',
    '+8613812345678',
    '+86 13812345678',
    '+86-138-1234-5678',
    '(+86)13812345678',
    '（86）138 1234 5678',
    '0086 138 1234 5678',
    '8613812345678',
    '86-13812345678',
    '幺三八幺二三四五六七八',
    '一三八一二三四五六七八',
    '一三八，一二三四，五六七八',
    '幺三八 幺二三四 五六七八',
    '一 三 八 一 二 三 四 五 六 七 八',
    '1 3 8 1 2 3 4 5 6 7 8',
    '手机13812345678',
    '我的电话是13812345678。',
    '电话：13812345678',
    'tel:13812345678',
    '张三13812345678男',
    '张三 138 1234 5678 45岁',
    '李四 138 1234 5678',
    '13812345678 2',
    '13812345678，身份证一会儿发',
    '订单号88123，电话13812345678',
    '不是13987654321，是13812345678',
    '13987654321写错了，13812345678',
    '我换号了，13987654321改成13812345678',
    '旧号13987654321不用了，新号13812345678',
    '13812345678 或者 13987654321',
    '138 1234 5678 139 8765 4321',
    '13812345678/13987654321',
    '一三八1234五六七八',
    '我138,1234,5678',
    '打我电话13812345678吧',
    '微信同号 13812345678',
    '13812345678是我儿子的',
    '138…1234…5678',
    '138*1234*5678',
    '138|1234|5678',
    '138+1234+5678',
    '138·1234·5678',
    '138_1234_5678',
    '1三8一2三4五6七8',
    '138幺2345678',
    '腰三八腰二三四五六七八',
    '么三八 么二三四 五六七八',
    '什么一三八一二三四五六七八',
    '一三八一两三四五六七八',
    '幺三八，幺二三，四五六七八',
    '8:30 138 1234 5678',
    '周三 幺三八 幺二三四 五六七八',
    '三楼 138-1234-5678',
    '挂两个号13812345678',
    '王一13812345678',
    '身份证13812345678',
    '440524188001010014+13812345678',
  ])('%s', (raw) => {
    expect(read(raw).phone).toBe(PHONE)
  })

  it.each([
    '010-62288559',
    '0710-3234567',
    '02082803159',
    '12812345678',
    '11012345678',
    '1381234567',
    '138123456789',
    '013812345678',
    '138 1234 5678 9',
    '+1 381 234 5678',
    '+1 3812345678',
    '1 381 234 5678',
    '订单13812345678901',
    '单号13812345678',
    '订单号：13812345678',
    '快递13812345678',
    '银行卡6222021234567890123',
    '138****5678',
    'a13812345678',
    'QQ13812345678',
    '13812345678元',
    '+852 91234567',
    '400-800-8888',
    '12345',
    '120',
    '我138块钱买的',
    '一三八',
    '九九八十一',
    '2026-11-23 13:08',
    ID,
    '转账13812345678.50',
    'l38l2345678',
    '138O0138OOO',
    '0755-26512345转801',
    '+86 755 2651 2345',
    '0 138 1234 5678',
    '13812345678@163.com',
    '138*5678',
    '手机尾号5678',
    '我有两个138的号',
    '三个八一二三四五六七八九',
  ])('%s holds none', (raw) => {
    expect(read(raw).phone).toBeNull()
  })

  it('are read with a digit said so many times', () => {
    expect(read('138三个零12345').phone).toBe('13800012345')
    expect(read('幺三九 四个八 幺二三四').phone).toBe('13988881234')
  })
})

describe('ID numbers', () => {
  it.each([
    ID,
    '11010519491231002x',
    '110105194912310 02X',
    '110105 19491231 002X',
    '110105-19491231-002x',
    '110105 1949 1231 002 X',
    '１１０１０５１９４９１２３１００２Ｘ',
    '身份证号11010519491231002X',
    '身份证：11010519491231002X。',
    '一一零一零五一九四九一二三一零零二X',
    '幺幺零幺零五幺九四九幺二三幺零零二叉',
    '110105,19491231,002X',
    `张三 ${ID} ${PHONE}`,
    `${PHONE} ${ID}`,
    `${PHONE}，${ID}`,
    `${ID}${PHONE}`.replace('X', 'X '),
    '110105\n19491231002X',
    '不是110105194912310021，是11010519491231002X',
    '1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X',
    '11010519491231002×',
    '11010519491231002.X',
    '11010519491231002，x',
    '11010519491231002(X)',
    '11010519491231002大写X',
    '11010519491231002最后一位是X',
    '11010519491231002艾克斯',
    '11010519491231002Ⅹ',
    '11010519491231002Х',
    '11010519491231002χ',
    '11010519491231002X张三',
    '11010519491231002X 2',
    '110105*19491231*002X',
    '110105…19491231…002X',
    '腰腰零腰零五腰九四九腰二三腰零零二叉',
    `${PHONE}${ID}`,
    `440524188001010014写错了${ID}`,
    `${PHONE}+${ID}`,
  ])('%s', (raw) => {
    expect(read(raw).idNumber).toBe(ID)
  })

  it.each(['440524188001010014X光在哪拍', '440524188001010014B超', '440524188001010014tel'])(
    '%s is one with a word after it',
    (raw) => {
      expect(read(raw).idNumber).toBe('440524188001010014')
    },
  )

  it('goes before the phone, which is found beside it', () => {
    expect(read(`张三 ${ID} ${PHONE}`)).toEqual({ idNumber: ID, phone: PHONE })
    expect(read(`440524188001010014${PHONE}`)).toEqual({ idNumber: '440524188001010014', phone: PHONE })
    expect(read(`${PHONE}440524188001010014`)).toEqual({ idNumber: '440524188001010014', phone: PHONE })
    expect(read('110105194912310021')).toEqual({ idNumber: null, idInvalid: 'checksum', phone: null })
  })

  it.each([
    ['110105194912310021', 'checksum'],
    ['11010519491231002', 'length'],
    ['1101051949123100201', 'length'],
    ['110105491231002', 'length'],
    ['身份证 110105194912', 'length'],
    ['11010519490230002X', 'date'],
    ['99010519491231002X', 'province'],
    ['11010519491231O02X', 'characters'],
    ['1101051949l231002X', 'characters'],
    [`张三，110105194912310021，${PHONE}`, 'checksum'],
    ['110105 19491231 0021', 'checksum'],
    ['身份证 110105 19491231 002', 'length'],
    ['身份证1101051949', 'length'],
    ['11010519491231002XX', 'length'],
    ['11010519491231002X1', 'length'],
    ['440524188001010014X', 'length'],
    ['440524188001010014x', 'length'],
    ['440524188001010014 X', 'length'],
    ['440524188001010014xx', 'length'],
    ['440524188001010014A', 'length'],
    ['我的身份证440524188001010014X，手机13812345678', 'length'],
    ['身份证1101051949123I002', 'length'],
    ['11010519491231002*', 'characters'],
    ['11010519491231002Y', 'characters'],
    ['l1010519491231002X', 'characters'],
    ['11O10519491231002X', 'characters'],
    ['1101O519491231OO2X', 'characters'],
    ['11010S19491231002X', 'characters'],
    ['00010519491231002X', 'province'],
  ])('%s: %s', (raw, problem) => {
    expect(read(raw)).toMatchObject({ idNumber: null, idInvalid: problem })
  })

  it.each([
    '订单号110105194912310021',
    '银行卡6222021234567890123',
    '快递单号110105194912310021',
    '1'.repeat(40),
    '2026年11月23日 14:30',
    `${PHONE} 1234567`,
    '预约号1000127',
    '身份证后六位310021',
    '身份证尾号002X',
    '身份证H12345678',
    '110105********002X',
    '统一社会信用代码91110105MA01ABCD2X',
    '车架号LSVAU2180N2183294',
  ])('%s is no attempt at one', (raw) => {
    expect(read(raw)).toMatchObject({ idNumber: null })
    expect(read(raw).idInvalid).toBeUndefined()
  })
})

describe('booking numbers', () => {
  it.each([
    '1000127',
    '预约号1000127',
    '预约号：1000127',
    '我的预约号是 1000127',
    '取消1000127',
    '1000127取消',
    '查一下1000127这个号',
    '预约编号1000127，电话13812345678',
  ])('%s', (raw) => {
    expect(read(raw).bookingNumber).toBe('1000127')
  })

  it.each([
    '12345',
    '12345678901',
    '010-62288559',
    '020 82803159',
    '电话82803159',
    '20261123',
    '202611',
    '100000元',
    '验证码123456',
    'QQ 12345678',
    '住院号1000127',
    '工单1000127',
    '1381234567',
    PHONE,
    '1000127.5',
    '2026-11-23',
    '4008008888',
    '台胞证12345678',
  ])('%s holds none', (raw) => {
    expect(read(raw).bookingNumber).toBeUndefined()
  })

  it('takes a date-like or short one with the word', () => {
    expect(read('预约号20261123').bookingNumber).toBe('20261123')
    expect(read('我的预约号123456').bookingNumber).toBe('123456')
  })
})

describe('ticket numbers', () => {
  it.each([
    'T12',
    't12',
    'T-12',
    'T 12',
    '工单12',
    '工单号12',
    '工单号：12',
    '投诉单号12',
    '工单T12怎么样了',
    '投诉单号T12',
    '12号工单',
    '12号投诉单到哪了',
    '投诉单号是12',
    '工单十二',
    '单号12',
  ])('%s', (raw) => {
    expect(read(raw).ticketNumber).toBe(12)
  })

  it.each([
    'CT12',
    'T12椎体压缩性骨折',
    '甲功T3偏高',
    '投诉',
    '投诉3天了',
    '我投诉两次了',
    '12',
    '工单',
    '投诉一下',
    'T恤',
    '单号',
  ])('%s holds none', (raw) => {
    expect(read(raw).ticketNumber).toBeUndefined()
  })
})

describe('choices', () => {
  it.each<[string, number]>([
    ['2', 2],
    ['２', 2],
    ['2.', 2],
    ['2)', 2],
    ['(2)', 2],
    ['②', 2],
    ['2️⃣', 2],
    ['二', 2],
    ['第二个', 2],
    ['第2个', 2],
    ['第二', 2],
    ['第二项', 2],
    ['第二个吧', 2],
    ['选2', 2],
    ['选第二个', 2],
    ['我选2', 2],
    ['我要第二个', 2],
    ['要2', 2],
    ['就2吧', 2],
    ['那就第二个', 2],
    ['嗯第二个', 2],
    ['好的，第2个', 2],
    ['第二个，谢谢', 2],
    ['第二个时间', 2],
    ['第二个医生', 2],
    ['B', 2],
    ['b', 2],
    ['选B', 2],
    ['B吧', 2],
    ['选项2', 2],
    ['按2', 2],
    ['回复2', 2],
    ['数字2', 2],
    ['2吧', 2],
    ['2，谢谢', 2],
    ['2可以', 2],
    ['第1个吧', 1],
    ['第一个', 1],
    ['头一个', 1],
    ['上面那个', 1],
    ['最上面的', 1],
    ['前面那个', 1],
    ['首个', 1],
    ['第一位', 1],
    ['一', 1],
    ['A', 1],
    ['最后一个', -1],
    ['最后那个', -1],
    ['最后的那个'.replace('的', ''), -1],
    ['下面那个', -1],
    ['最下面的', -1],
    ['倒数第一个', -1],
    ['选最后一个', -1],
    ['后面那个吧', -1],
    ['第十个', 10],
    ['12', 12],
    ['帮我约第三个时间', 3],
    ['我觉得还行，就约第三个吧', 3],
  ])('%s is %d', (raw, option) => {
    expect(read(raw).choice).toBe(option)
  })

  it.each([
    '',
    '2号',
    '2点',
    '第二天',
    '第一次来',
    '第三医院',
    '第二个孩子发烧',
    '一个',
    '要一个号',
    '两个',
    '二楼',
    'B超',
    'BB',
    '1000127',
    PHONE,
    '0',
    '99',
    '哪个好',
    '第二个是谁？',
    '第二个可以吗',
    '不要第二个',
    '都不要',
    '除了第二个',
    '周二',
    '三天',
    '挂号',
    '一点也不好',
    '2个孩子',
    '1月2号',
    '12:30',
    '一会儿',
    '一般',
    '三甲医院吗',
    '对',
  ])('%s is none', (raw) => {
    expect(read(raw).choice).toBeUndefined()
  })
})

describe('scores', () => {
  it.each<[string, number]>([
    ['5分', 5],
    ['打5分', 5],
    ['给8分', 8],
    ['我打十分', 10],
    ['五颗星', 5],
    ['3星', 3],
    ['五星好评', 5],
    ['0分', 0],
    ['100分', 100],
    ['一分都不给'.replace('都不给', ''), 1],
  ])('%s is %d', (raw, score) => {
    expect(read(raw).score).toBe(score)
  })

  it.each([
    '十分满意',
    '5分钟',
    '8点20分',
    '三分之一',
    '等了20分',
    '星期五',
    '非常满意',
    '101分'.replace('101', '1010'),
    '37.5分',
    '一分钱',
    '百分之五',
    '分数',
  ])('%s is none', (raw) => {
    expect(read(raw).score).toBeUndefined()
  })
})

describe('any text', () => {
  const piece = fc.constantFrom(
    '1',
    '3',
    '8',
    '138',
    '110105',
    '19491231',
    '002X',
    ' ',
    '-',
    '，',
    '一',
    '幺',
    '(',
    '+86',
    '第',
    '个',
    'T',
    '号',
    '选',
    '分',
    '张三',
    '\n',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(piece, { maxLength: 600 }).map((parts) => parts.join('').slice(0, 2000)),
  )

  it('is read without an error, in bounded time, with spans inside it', () => {
    readNumbers('预热 138 1234 5678')
    fc.assert(
      fc.property(text, (s) => {
        const runs = [1, 2, 3].map(() => {
          const started = performance.now()
          const { spans } = readNumbers(s)
          for (const { start, end } of spans) expect(start >= 0 && start < end && end <= s.length).toBe(true)
          return performance.now() - started
        })
        expect(Math.min(...runs)).toBeLessThan(50)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps to its time limit on floods', () => {
    for (const flood of ['1 3 ', '一', '138 ', '(1)-', '1', '第一个', '预约号1 ', 'T1 '])
      expect(
        Math.min(
          ...[1, 2, 3].map(() => {
            const started = performance.now()
            readNumbers(flood.repeat(2000).slice(0, 2000))
            return performance.now() - started
          }),
        ),
        flood,
      ).toBeLessThan(50)
  })
})

const dataFile = join(
  process.env['TEST_DATA_DIR'] ?? projectFile('..', 'shared', 'data'),
  'sequence-recognizers-dev.json',
)

interface SequenceCase {
  suite: string
  text: string
  results: { Text: string }[]
}

describe.skipIf(!existsSync(dataFile) && process.env['CI'] !== 'true')('outside suite', () => {
  it('finds the Chinese mobile numbers and no other numbers', () => {
    const { items } = JSON.parse(readFileSync(dataFile, 'utf8')) as { items: SequenceCase[] }
    const mobile = (s: string): string | null =>
      /^(?:(?:00)?86)?(1[3-9]\d{9})$/.exec(s.replace(/\D/g, ''))?.[1] ?? null
    const phones = items.filter(({ suite }) => suite === 'PhoneNumberModel')
    const wrong = phones.filter(({ text, results }) => {
      // Numbers of other countries, some with an area code of two digits, are eleven digits long as well.
      const foreign = /\+\s?(?!86)\d|\(16\)/.test(text)
      const expected = foreign ? [] : results.map(({ Text }) => mobile(Text)).filter((one) => one !== null)
      return (read(text).phone ?? undefined) !== expected[0]
    })
    expect(phones.length).toBeGreaterThan(100)
    expect(wrong.map(({ text }) => `${text}: ${read(text).phone}`)).toEqual([])
  })
})
