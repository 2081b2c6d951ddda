import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../../domain/project-root.ts'
import { emergencyRules } from '../../../nlu/emergencies/rules.ts'
import { screenEmergency } from '../../../nlu/emergencies/screen-emergency.ts'
import { normalise } from '../../../nlu/normalise.ts'

const screen = (raw: string) => screenEmergency(normalise(raw).text)

/** Lines of a list that a nurse reviews; headings begin with `#`. */
const reviewed = (name: string): string[] =>
  readFileSync(projectFile('nlu', 'emergencies', 'corpus', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

describe('what no rule names', () => {
  it.each([
    '厂里氨气泄漏了，好几个工友呛得直咳睁不开眼',
    '木桩扎进大腿里了 不敢拔',
    '胎动今天一下都没感觉到，34周了',
    '吃了那个痛风药，全身起水泡脱皮，嘴里全烂了',
  ])('is heard by all its words: %s', (text) => {
    expect(screen(text)).toEqual({ rule: 'alike', text: 'emergency-danger' })
  })

  it.each([
    '厂里氨气泄漏了怎么报销',
    '去年木桩扎进大腿里，想拆钉子',
    '要是胎动一下都没感觉到怎么办',
    '胎动正常',
    '我要投诉，药吃了全身起水泡',
  ])('stays quiet in a story, a question, a complaint: %s', (text) => {
    expect(screen(text)).toBeNull()
  })
})

describe('emergencies on the reviewed lists', () => {
  const alarms = reviewed('alarm.txt')
  const nearMisses = reviewed('quiet.txt')

  it('holds enough cases to mean something', () => {
    expect(alarms.length).toBeGreaterThan(400)
    expect(nearMisses.length).toBeGreaterThan(350)
  })

  it('misses none', () => {
    expect(alarms.filter((text) => screen(text) === null)).toEqual([])
  })

  it('alarms at none of the near misses', () => {
    expect(nearMisses.filter((text) => screen(text) !== null)).toEqual([])
  })
})

const SIGNS =
  '胸口疼得直冒冷汗 胸闷得要死 喘不上气嘴唇发紫 嘴歪了一边胳膊抬不起来 晕过去了叫不醒 抽起来了口吐白沫 吐了一大口血 肚子疼得在地上打滚 喉咙肿得喘不过气 眼睛突然看不见了 喝了农药 不想活了要跳楼 羊水破了 被蛇咬了脚肿 血糖测不出来人迷糊了'.split(
    ' ',
  )
const OPENINGS =
  ',开会突然,开会的时候,上班,堵车堵着,抱着猫,排队排到一半,吓死我了 ,累死了 ,热死了 ,我晕 ,打游戏打着打着,看电影看着看着,刷抖音刷到一半,笑着笑着,做康复训练的时候,做完胃镜以后,复查那天回来,听说要打120 ,网上说这很危险 '.split(
    ',',
  )
const ENDINGS =
  ',要死了,吓死我了,急死了,怎么急救,会不会死,医保能报吗,上班怎么请假,门诊在哪,能不能开发票,我不懂急救知识,有什么办法'.split(
    ',',
  )

describe('what is said around a danger', () => {
  it.each(SIGNS)('does not drown %s', (sign) => {
    const texts = ENDINGS.flatMap((ending, row) =>
      OPENINGS.filter((_, column) => column % 4 === row % 4).map((opening) => `${opening}${sign} ${ending}`),
    )
    expect(texts.filter((text) => screen(text) === null)).toEqual([])
  })
})

describe('which emergency it is', () => {
  it.each([
    ['胸口疼得直冒汗', 'chest-pain'],
    ['我爸嘴歪了，半边身子动不了', 'stroke'],
    ['我不想活了', 'self-harm'],
    ['老人吃汤圆噎住了脸都紫了', 'choking'],
    ['羊水破了', 'pregnancy'],
    ['喝了半瓶农药', 'poisoning'],
    ['被蛇咬了', 'bite'],
    ['煤气中毒了头晕恶心', 'carbon-monoxide'],
    ['眼睛溅到石灰水了', 'eye'],
    ['睾丸突然剧痛', 'torsion'],
  ])('%s → %s', (text, rule) => {
    expect(screen(text)).toEqual({ rule, text: `emergency-${rule}` })
  })
})

describe('signs told together', () => {
  it.each([
    ['发烧，脖子硬', '发烧', '脖子硬'],
    ['身上起疹子，嗓子发紧', '身上起疹子', '嗓子发紧'],
    ['拉黑便，站起来要晕倒', '大便有点黑', '坐久了站起来头晕'],
    ['化疗第八天，烧到39度', '化疗第八天', '孩子烧到38度'],
  ])('%s, but not one of them alone', (both, one, other) => {
    expect(screen(both)).not.toBeNull()
    expect(screen(one)).toBeNull()
    expect(screen(other)).toBeNull()
  })

  it('in whatever order, not in two stories', () => {
    expect(screen('脖子硬得低不下来，烧到39度')?.rule).toBe('headache')
    expect(
      screen(`发烧三天了，想挂号。${'我在你们这里看了很多年病，一直很满意。'.repeat(4)}脖子硬`),
    ).toBeNull()
  })
})

describe('what takes a sign back', () => {
  it.each([
    ['past', '去年突然晕倒过一次', '去年晕倒过，今天又晕倒了叫不醒'],
    ['supposed', '万一孩子抽搐了怎么办', '孩子抽搐了怎么办'],
    ['strangers', '电视剧里女主角割腕了', '看了电视剧，我也想割腕'],
    ['negation', '没有胸痛', '胸痛得直冒汗'],
    ['resolved', '刚才喘不上气，现在没事了', '现在喘不上气'],
    ['idiom', '笑死我了', '我想死'],
    ['knowledge', '心梗有什么症状', '心梗犯了'],
    ['animals', '我家猫从六楼掉下来了，你们能看吗', '我家猫掉下来砸到我妈头上，人昏过去了'],
    ['animals', '屋头狗吃了耗子药', '狗咬到孩子的脸，血止不住'],
    ['supposed again', '要是以后我爸又喘不上气打什么电话', '要是再吐血怎么办，现在一直吐'],
    ['the village', '我们村有个人喝农药走了', '村里有个人喝农药了，快救救他'],
    ['birth', '我出生的时候脐带绕颈', '羊水破了脐带掉出来了'],
    ['prevention', '冬天烧炭取暖怎么防中毒', '屋里烧炭，老人叫不应'],
    ['advice heard', '听说有人胸口疼得晕过去', '听说要打120，我妈胸口疼得晕过去了'],
    ['homework', '你们医院能治农药中毒吗，我写个报告要用', '我爸农药中毒了，你们医院能治吗'],
    ['how to tell', '要怎么看一个人是不是中风前兆', '我爸嘴歪了说不清话，是不是中风前兆'],
    ['years ago', '四岁，热性惊厥两年前有过一回，打疫苗可以不', '两年前热性惊厥过一回，现在又抽起来了'],
    ['passed on', '我朋友圈有人转蛇咬了要吸毒血，对不对', '我朋友给蛇咬了，要吸毒血吗'],
    ['used up', '心绞痛病史，最近没犯，药吃完了', '我把一瓶药都吃完了，别找我了'],
    ['yesterday', '昨天晕倒了，醒了就好了', '昨天晕过去了叫不醒'],
  ])('%s', (_, calm, alarm) => {
    expect(screen(calm)).toBeNull()
    expect(screen(alarm)).not.toBeNull()
  })

  it('hears what matters at the end of a long story', () => {
    const story = `${'我妈有高血压十几年了，平时在你们这里拿药。'.repeat(20)}刚才她突然嘴歪了，话也说不清。`
    expect(screen(story)?.rule).toBe('stroke')
  })
})

describe('texts for emergencies', () => {
  it.each(['zh-CN', 'en'])('%s has one for every rule and no other', (language) => {
    const source = readFileSync(projectFile('texts', `emergencies.${language}.ftl`), 'utf8')
    const keys = [...source.matchAll(/^(emergency-[a-z-]+) =/gm)].map((match) => match[1])
    expect(keys).toHaveLength(emergencyRules.rules.length)
    expect(new Set(keys)).toEqual(new Set(emergencyRules.rules.map(({ id }) => `emergency-${id}`)))
  })

  it('sends everybody to 120', () => {
    for (const language of ['zh-CN', 'en']) {
      const source = readFileSync(projectFile('texts', `emergencies.${language}.ftl`), 'utf8')
      for (const message of source.split(/\n(?=emergency-)/).slice(1)) expect(message).toContain('120')
    }
  })
})

/** Of the processor, in microseconds: the machine may have other work. */
const FIFTY_MILLISECONDS = 50_000

describe('whatever the string', () => {
  it('never throws and is quick', () => {
    const words = [
      '胸口',
      '疼',
      '孩子',
      '烧',
      '死',
      '突然',
      '血',
      '很多',
      '不',
      '没有',
      ',',
      '。',
      '去年',
      'a',
      '😀',
    ]
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 2000 }),
      fc.array(fc.constantFrom(...words), { maxLength: 800 }).map((parts) => parts.join('').slice(0, 2000)),
      fc
        .tuple(fc.constantFrom(...words), fc.integer({ min: 0, max: 1000 }))
        .map(([word, n]) => word.repeat(n)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const start = process.cpuUsage()
        screenEmergency(text)
        const { user, system } = process.cpuUsage(start)
        return user + system < FIFTY_MILLISECONDS
      }),
      { numRuns: 200 },
    )
  })

  it('reads a usual message in a fraction of a millisecond', () => {
    const texts = reviewed('quiet.txt')
    for (const text of texts) screenEmergency(text)
    const start = process.cpuUsage()
    for (const text of texts) screenEmergency(text)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000 / texts.length).toBeLessThan(1)
  })
})
