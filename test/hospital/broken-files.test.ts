import { describe, expect, it } from 'vitest'
import { loadHospital, parseHospital } from '../../hospital/load-hospital.ts'
import { problemText } from '../../hospital/problem.ts'
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small file that is right: lines 1 to 10. */
const small = `name: 小河镇医院
address: 小河镇一路1号
phone: 0000-1234567
departments:
  - { name: 心血管内科, place: 三楼, aliases: [心内科] }
  - { name: 骨科, place: 五楼 }
  - { name: 检验科, place: 一楼, bookable: false }
doctors:
  - { name: 王一, title: 主任医师, department: 心血管内科 }
  - { name: 李二, title: 主治医师, department: 骨科 }
`

const problemsOf = (yaml: string): string[] => {
  const reading = parseHospital(yaml)
  return reading.ok ? [] : reading.problems.map(problemText)
}

/** `[what, lines added to the small file, what is said]` */
const added: [string, string, string[]][] = [
  ['nothing wrong', '', []],
  ['a section misspelt', 'rooster: []', ['第 11 行 rooster：不认识“rooster”这一项，您是不是想写“roster”？']],
  ['a section twice', 'phone: "1234"', ['第 11 行：这一项在同一组里写了两次，请只留一个']],
  ['a section without content', 'roster:', ['第 11 行 roster：冒号后面是空的，请写上内容，或去掉这一项']],
  [
    'a section that is no list',
    'roster: 没有',
    ['第 11 行 roster：这里要写一个列表（每项前面写“- ”，或写成 [甲, 乙]）'],
  ],
  [
    'an entry that is no group of fields',
    'roster:\n  - 王一',
    ['第 12 行 roster[0]：这里要写一组“名称: 内容”'],
  ],
  [
    'a clinic without department or doctor',
    'roster:\n  - { weekdays: [1], part: 上午, feeFen: 600 }',
    ['第 12 行 roster[0]：请写上科室（department）或医生（doctor）'],
  ],
  [
    'a clinic of an unknown department and doctor',
    'roster:\n  - department: 心内科\n    doctor: 王二小\n    weekdays: [1]\n    part: morning\n    feeFen: 600',
    [
      '第 12 行 roster[0].department：没有“心内科”这个科室，您是不是想写“心血管内科”？',
      '第 13 行 roster[0].doctor：没有“王二小”这位医生',
    ],
  ],
  [
    'a clinic of a department that takes no bookings',
    'roster:\n  - { department: 检验科, weekdays: [1], part: 上午, feeFen: 600 }',
    ['第 12 行 roster[0]：这个科室写了不能预约（bookable: false），不能排出诊'],
  ],
  [
    'days, part and fee that cannot be',
    'roster:\n  - department: 骨科\n    weekdays: [1, 8]\n    part: 早上\n    feeFen: 12.5\n    capacity: 0',
    [
      '第 13 行 roster[0].weekdays[1]：不能大于 7',
      '第 14 行 roster[0].part：不能写“早上”，只能是：上午、下午、晚上',
      '第 15 行 roster[0].feeFen：挂号费以分为单位，要写整数，例如 12 元写 1200',
      '第 16 行 roster[0].capacity：不能小于 1',
    ],
  ],
  [
    'a weekday by a strange name',
    'roster:\n  - { department: 骨科, weekdays: [星期一], part: 上午, feeFen: 600 }',
    ['第 12 行 roster[0].weekdays[0]：星期要写 1 到 7（1 是周一，7 是周日），或写 周一 … 周日'],
  ],
  [
    'the same weekday twice',
    'roster:\n  - { department: 骨科, weekdays: [1, 周一], part: 上午, feeFen: 600 }',
    ['第 12 行 roster[0].weekdays：同一个星期几写了两次'],
  ],
  [
    'a doctor in two rooms at once',
    'roster:\n  - { doctor: 王一, weekdays: [周一, 3], part: 上午, feeFen: 600, room: 甲 }\n\n  - { doctor: 王一, weekdays: [3], part: 上午, feeFen: 600, room: 乙 }',
    ['第 14 行 roster[1]：王一周三上午排了两次（见第 12 行）'],
  ],
  [
    'a general clinic twice',
    'roster:\n  - { department: 骨科, weekdays: [2], part: 下午, feeFen: 600 }\n  - { department: 骨科, weekdays: [2], part: 下午, feeFen: 600 }',
    ['第 13 行 roster[1]：骨科普通门诊周二下午排了两次（见第 12 行）'],
  ],
  [
    'a group of a department without it, and a second one',
    'groups:\n  - { name: 群一, kind: 科室 }\n  - { name: 群二, kind: 科室, department: 骨科 }\n  - { key: x, name: 群三, kind: 科室, department: 骨科 }',
    [
      '第 12 行 groups[0].department：科室群要写上是哪个科室（department）',
      '第 14 行 groups[2]：“骨科”已经有一个科室群了（见第 13 行）',
    ],
  ],
  [
    'an office with a department',
    'groups:\n  - { name: 导诊台, kind: 导诊台, department: 骨科 }',
    ['第 12 行 groups[0].department：只有科室群才写科室（department）'],
  ],
  [
    'a liaison of no department, and a role that is none',
    'staff:\n  - name: 张三\n    roles:\n      - { role: 联络员 }\n      - { role: 联络人 }\n  - name: 李四\n    roles: [{ role: 科主任 }]',
    [
      '第 15 行 staff[0].roles[1].role：不能写“联络人”，只能是：职工、联络员、科主任、客户服务中心、医务科、总值班、院领导、管理员',
      '第 17 行 staff[1].roles[0]：科主任要写上是哪个科室的（department）',
    ],
  ],
  [
    'an unknown intent and an empty answer',
    'enquiries:\n  - key: parking\n    intent: hospital.inf\n    answer: ""',
    [
      '第 13 行 enquiries[0].intent：不能写“hospital.inf”，您是不是想写“hospital.info”？',
      '第 14 行 enquiries[0].answer：不能是空的',
    ],
  ],
  [
    'two general answers',
    'enquiries:\n  - { key: a, intent: fee.ask, answer: 甲 }\n  - { key: b, intent: fee.ask, answer: 乙 }',
    ['第 13 行 enquiries[1]：“fee.ask”的通用回答（没写 words 的）只能有一条（见第 12 行）'],
  ],
  [
    'questions: too few options, a scale of four, a key twice',
    'questionnaires:\n  - key: q\n    name: 调查\n    questions:\n      - { key: a, ask: 甲, kind: 选择, options: [是] }\n      - { key: b, ask: 乙, kind: 打分, options: [一, 二, 三, 四] }\n  - key: r\n    name: 调查二\n    questions:\n      - { key: c, ask: 丙, kind: 问答 }\n      - { key: c, ask: 丁, kind: 问答 }',
    [
      '第 15 行 questionnaires[0].questions[0].options：选择题至少要写两个选项',
      '第 16 行 questionnaires[0].questions[1].options：打分题的说明要从差到好写五个，或不写',
      '第 21 行 questionnaires[1].questions[1]：代号（key）“c”重复了，请给其中一个写上别的 key（见第 20 行）',
    ],
  ],
  [
    'a policy that is no time, and one that does not exist',
    'policy:\n  booking:\n    cutOff: 25:00\n    cutOf: 16:00',
    [
      '第 13 行 policy.booking.cutOff：应为 16:00 这样的时间',
      '第 14 行 policy.booking.cutOf：不认识“cutOf”这一项，请检查拼写或去掉它',
    ],
  ],
  [
    'policies that contradict each other',
    'policy:\n  reminders:\n    dayAt: 17:00',
    ['第 13 行 policy.reminders.dayAt：应早于 booking.cutOff，患者收到提醒时才来得及改约'],
  ],
  [
    'a menu of the official account that does two things, one that does none, and a template with an unknown name',
    'officialAccount:\n  menu:\n    - { name: 挂号, says: 我要挂号, link: "https://h.example" }\n    - { name: 名字太长的菜单 }\n  reminderTemplate:\n    id: t\n    fields: { time1: "{tiem}" }',
    [
      '第 13 行 officialAccount.menu[0]：每个菜单只做一件事：says（替患者说一句话）、link（打开网址）或 entries（下一级菜单）',
      '第 14 行 officialAccount.menu[1]：每个菜单只做一件事：says（替患者说一句话）、link（打开网址）或 entries（下一级菜单）',
      '第 14 行 officialAccount.menu[1].name：菜单名最多 5 个汉字',
      '第 17 行 officialAccount.reminderTemplate.fields.time1：花括号里只能写：{hospital}、{department}、{doctor}、{time}、{place}、{number}',
    ],
  ],
  ['a second document', '---\nname: 乙', ['第 11 行：文件里不能有单独的“---”行']],
  [
    'a reference of YAML',
    'roster:\n  - *same',
    ['第 12 行：不能用“*”引用别处的内容，请写全；以“*”开头的文字要加引号'],
  ],
  [
    'a key that is a trap',
    '__proto__: { name: 乙 }',
    ['第 11 行 __proto__：不认识“__proto__”这一项，请检查拼写或去掉它'],
  ],
]

/** `[what, words replaced in the small file, by what, what is said]` */
const replaced: [string, string, string, string[]][] = [
  [
    'a number without quotes',
    'phone: 0000-1234567',
    'phone: 01234567',
    ['第 3 行 phone：这里要写文字；如果是号码，请加上引号，例如 "0123456"'],
  ],
  [
    'letters in a telephone number',
    '0000-1234567',
    '转 8001',
    ['第 3 行 phone：电话号码里只能有数字、空格和“-”'],
  ],
  ['no address', 'address: 小河镇一路1号\n', '', ['第 1 行 address：没有写，这一项必须有']],
  ['a Chinese colon', 'phone: ', 'phone：', ['第 3 行：从这里起读不下去：冒号要用英文的、后面空一格']],
  [
    'no place, and a field misspelt',
    '{ name: 骨科, place: 五楼 }',
    '{ name: 骨科, palce: 五楼 }',
    [
      '第 6 行 departments[1].place：没有写，这一项必须有',
      '第 6 行 departments[1].palce：不认识“palce”这一项，您是不是想写“place”？',
    ],
  ],
  [
    'a department twice',
    '{ name: 骨科, place: 五楼 }',
    '{ name: 心血管内科, key: x, place: 五楼 }',
    [
      '第 6 行 departments[1].name：“心血管内科”写了两次（见第 5 行）',
      '第 10 行 doctors[1].department：没有“骨科”这个科室',
    ],
  ],
  [
    'an alias that is the name of another',
    'aliases: [心内科]',
    'aliases: [心内科, 骨科]',
    ['第 5 行 departments[0].aliases[1]：“骨科”是另一个科室的正式名称，不能作别名（见第 6 行）'],
  ],
  [
    'a department by its everyday name',
    'department: 心血管内科',
    'department: 心内科',
    ['第 9 行 doctors[0].department：没有“心内科”这个科室，您是不是想写“心血管内科”？'],
  ],
  [
    'two doctors of one name without keys',
    'name: 李二',
    'name: 王一',
    ['第 10 行 doctors[1]：代号（key）“王一”重复了，请给其中一个写上别的 key（见第 9 行）'],
  ],
  [
    'a mistake in a department, not repeated at every mention',
    'place: 五楼 }',
    'place: 5 }',
    ['第 6 行 departments[1].place：这里要写文字；如果是号码，请加上引号，例如 "0123456"'],
  ],
  [
    'yes in words',
    'bookable: false',
    'bookable: 否',
    ['第 7 行 departments[2].bookable：这里要写true（是）或 false（否）'],
  ],
  ['an open bracket', 'aliases: [心内科] }', 'aliases: [心内科 }', ['第 5 行']],
  ['an open quotation mark', 'name: 小河镇医院', 'name: "小河镇医院', ['第 1 行：从这里开始的引号没有合上']],
  ['a tab', '  - { name: 骨科', '\t- { name: 骨科', ['第 6 行：行首不能用 Tab 键，请改成空格']],
]

describe('a broken file', () => {
  it.each(added)('%s', (_, lines, expected) => {
    expect(problemsOf(`${small}${lines}\n`)).toEqual(expected)
  })

  it.each(replaced)('%s', (_, words, others, expected) => {
    expect(small).toContain(words)
    const problems = problemsOf(small.replace(words, others))
    expect(problems).toHaveLength(expected.length)
    expected.forEach((each, i) => expect(problems[i]).toContain(each))
  })

  it.each([
    ['an empty file', ''],
    ['a file of comments', '# 没有内容\n'],
    ['a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000'],
    ['a list', '[1, 2]'],
    ['a word', '安和'],
    ['brackets without end', '['.repeat(200_000)],
    ['dashes without end', '- '.repeat(200_000)],
    ['question marks without end', '? '.repeat(200_000)],
    ['indentation without end', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['a bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nname: *c\n'],
    ['too much', `# ${'x'.repeat(3_000_000)}`],
  ])('%s is refused with a line, and nothing is thrown', (_, yaml) => {
    const reading = parseHospital(yaml)
    expect(reading).toMatchObject({ ok: false, reason: 'hospital-file-invalid' })
    expect(problemsOf(yaml)[0]).toMatch(/^第 \d+ 行/)
  })

  it('has its texts checked by whoever brings the check, at their lines', () => {
    const textProblems = (texts: Record<string, string>) =>
      Object.keys(texts).map((key) => ({ key, message: '没有这句话' }))
    const reading = parseHospital(`${small}texts:\n  greet: 您好\n  bye: 再见\n`, { textProblems })
    expect(reading).toMatchObject({
      ok: false,
      problems: [
        { line: 12, column: 3, path: 'texts.greet' },
        { line: 13, column: 3, path: 'texts.bye' },
      ],
    })
  })

  it('is listed whole in the error of loadHospital', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hospital-'))
    const file = join(folder, 'hospital.yaml')
    writeFileSync(file, `${small}roster: 1\nstaff: 2\n`)
    expect(() => loadHospital(file)).toThrow(
      /hospital\.yaml 有 2 处问题：\n第 11 行 roster.*\n第 12 行 staff/,
    )
    rmSync(folder, { recursive: true })
  })
})
