import { describe, expect, it } from 'vitest'
import type { Intent } from '../../../domain/understanding.ts'
import { calibrated } from '../../../nlu/intents/calibrate.ts'
import { loadClassify } from '../../../nlu/intents/load-classify.ts'

const classify = await loadClassify()

// None of these is a line of the corpora.
const wishes: Record<Exclude<Intent, 'none'>, string[]> = {
  'appointment.book': [
    '麻烦给我爸排个下周二看心脏的专家号',
    '礼拜五早上我想过来看看腰，能安排不',
    '求个皮肤科的号',
  ],
  'appointment.change': [
    '后天那个门诊我来不及，挪到大后天成吗',
    '能不能把我约的时间换成下午场',
    '想给我那个预约换个大夫',
  ],
  'appointment.cancel': [
    '礼拜三那个号我不要啦，给退掉',
    '孩子退烧了，明早的预约帮忙撤销',
    '不想看了，约的号作废吧',
  ],
  'appointment.query': ['忘性大，我到底约的礼拜几呀', '帮忙瞅瞅我名下还有啥预约', '我那个号是上午几点的来着'],
  'appointment.checkin': ['到门诊楼了，下一步上哪儿拿号', '我前边还排着多少人', '叫号叫过了我没听着咋办'],
  'appointment.extra': [
    '赵主任的号抢没了，能通融加一个不',
    '显示约满了，求加号',
    '能不能跟大夫说说给我多加个号',
  ],
  'referral.request': [
    '镇卫生院开了转诊单叫我上你们那儿',
    '我爸在县医院住着，想转院到你们这里',
    '双向转诊手续怎么走',
  ],
  'exam.book': ['大夫开了个腰椎核磁，帮我排个时间', '想约礼拜六做胃镜', '彩超最快哪天能排上'],
  'exam.prepare': ['明早抽血，今晚还能吃宵夜不', '做肠镜前泻药怎么喝', '照核磁身上能戴项链吗'],
  'doctor.schedule': ['李主任一般礼拜几坐门诊', '眼科周日有大夫出诊没', '这周哪些专家坐诊'],
  'department.info': ['请问耳鼻喉科在哪栋楼几层', '你们设没设睡眠门诊', '骨科哪位专家治膝盖最拿手'],
  'hospital.info': ['自己开车去，车停哪儿好', '你们礼拜天上不上班', '医院总机号码是啥'],
  'triage.ask': [
    '半夜老咳醒，该看哪个科',
    '膝盖弯不下去要挂什么科',
    '小孩身上起红点，看什么科好',
    // Who only tells what ails them complains of nobody.
    '手指关节早上起来僵，要活动半个钟头',
    '右边肋骨下面吃了肥肉就痛',
  ],
  'medical.advice': ['高压一百六用不用加药', '头孢和退烧药能一块儿吃不', '尿酸高不能吃啥'],
  'fee.ask': ['照一个胸部CT得花多少', '外省医保在你们那能直接报销吗', '电子发票去哪下载'],
  'result.query': ['早上抽的血，单子出来没有', '我的核磁报告去哪打印', '昨天的化验结果怎么看'],
  'service.request': [
    '老人走不了路，借个轮椅使使',
    '出院病历想复印一份怎么办',
    '雨伞落在你们候诊区了，有人捡着吗',
  ],
  'complaint.lodge': [
    '抽血那护士凶得要命，我要投诉她',
    '等了四个钟头没人搭理，什么服务',
    '收费处多扣我两百块，给个说法',
  ],
  'complaint.progress': ['我上礼拜投诉的那件事有结果没', '工单T12处理到哪步了', '投诉都五天了怎么还没人回复'],
  'suggestion.give': ['建议候诊区多摆几把椅子', '希望你们中午也能开个收费窗口', '要是停车场能多些车位就好了'],
  'praise.give': [
    '想夸夸三楼那个小护士，太细心了',
    '感谢王主任把我妈的病治好，要送锦旗',
    '导医小姑娘特别热心，给她点赞',
  ],
  'survey.start': ['刚看完，想给大夫打个分', '满意度问卷在哪儿填', '我要评价今天的就诊'],
  'activity.join': ['糖尿病的讲座还能报上名不', '最近有没有义诊', '孕妇学校怎么参加'],
  'human.request': ['别机器人了，换个真人来', '我要人工客服', '找个工作人员跟我说'],
  'privacy.request': ['你们存了我哪些资料，都给我删掉', '撤回我之前的授权', '我的聊天记录会不会被别人看到'],
  'profile.update': [
    '我换了新手机号，帮我改一下',
    '耳朵背，以后别打电话发文字',
    '我对青霉素过敏，帮我登记下',
  ],
  'chat.greet': ['你好呀', '早上好啊', '在不在呀'],
  'chat.thanks': ['太谢谢你啦', '多谢多谢哈', '辛苦你了啊'],
  'chat.bye': ['拜拜咯', '那先这样，再见', '没别的事了，回见'],
  'dialog.affirm': ['对的对的', '行，就这么着', '好的可以'],
  'dialog.deny': ['不是，不对', '不要这个', '不用啦不用啦'],
  'dialog.back': ['退回上一步吧', '选错了，我要重新选', '返回刚才那个问题'],
  'dialog.stop': ['算了不弄了吧', '先不办了，下次再说', '退出吧'],
  'dialog.help': ['你都会干些啥', '这玩意儿怎么用呀', '能帮我做什么'],
}

const background = [
  '今晚有什么球赛',
  '给我讲个段子听',
  '我家金毛拉稀了咋治',
  '帮我订张去广州的高铁票',
  '茅台股票明天涨不涨',
  '三十七乘以十二等于几',
  '你们医院招保洁吗',
  '移动宽带怎么报修',
  '协和医院的号怎么抢',
  '写一首关于秋天的诗',
  '我们公司卖血压计想谈合作',
  '驾照换证去哪儿办',
]

const hardNegatives: [text: string, not: Intent][] = [
  ['别取消', 'appointment.cancel'],
  ['先别取消，我再想想', 'appointment.cancel'],
  ['我没说要取消预约', 'appointment.cancel'],
  ['千万别给我退号', 'appointment.cancel'],
  ['不是要取消，是想改到周五', 'appointment.cancel'],
  ["don't cancel it", 'appointment.cancel'],
  ['please do not cancel my appointment', 'appointment.cancel'],
  ['不是投诉', 'complaint.lodge'],
  ['我不是来投诉的，是想夸夸护士', 'complaint.lodge'],
  ['不想投诉，就提个小建议', 'complaint.lodge'],
  ['不想转人工', 'human.request'],
  ['不用转人工，你告诉我就行', 'human.request'],
  ['挂科了怎么办，期末要重修', 'appointment.book'],
  ['挂窗帘找谁', 'appointment.book'],
  ['取消闹钟', 'appointment.cancel'],
  ['投诉外卖骑手', 'complaint.lodge'],
]

describe('intents', () => {
  const cases = Object.entries(wishes).flatMap(([intent, texts]) =>
    texts.map((text) => [text, intent] as const),
  )

  it.each(cases)('%s → %s', (text, intent) => expect(classify(text).intent).toBe(intent))

  it.each(background)('%s is none of our business', (text) => expect(classify(text).intent).toBe('none'))

  it.each(hardNegatives)('%s is not %s', (text, intent) => expect(classify(text).intent).not.toBe(intent))

  it.each(['', ' ', '😀😀', '。。。', '!!!', '\u200b', '———'])('%j says nothing', (text) =>
    expect(classify(text)).toMatchObject({ intent: 'none', confidence: 1 }),
  )
})

describe('a reading', () => {
  it.each(['挂号', '今天股票咋样', '转人工', '不知所云的一句话', '别取消我的号'])(
    'of %s is well-formed',
    (text) => {
      const { intent, confidence, top } = classify(text)
      expect(top).toHaveLength(3)
      expect(top[0]).toEqual({ intent, confidence })
      for (const one of top) {
        expect(one.confidence).toBeGreaterThanOrEqual(0)
        expect(one.confidence).toBeLessThanOrEqual(1)
      }
      expect(new Set(top.map((one) => one.intent)).size).toBe(3)
      expect(top[1]?.confidence).toBeLessThanOrEqual(confidence)
    },
  )

  it('is surer of what is plain than of what is not', () =>
    expect(classify('帮我取消明天的预约').confidence).toBeGreaterThan(classify('那个号的事').confidence))
})

describe('calibration', () => {
  it('keeps the order', () => {
    const shares = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1]
    const confidences = shares.map(calibrated)
    expect(confidences).toEqual(confidences.toSorted((a, b) => a - b))
  })
})
