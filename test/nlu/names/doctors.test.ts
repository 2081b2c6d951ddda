import { describe, expect, it } from 'vitest'
import { createNames } from '../../../nlu/names/create-names.ts'
import { normalise } from '../../../nlu/normalise.ts'
import { lexicon } from './lexicon.ts'

const read = createNames(lexicon)
const doctorIn = (raw: string): string => {
  const { doctor, doctorCandidates, unknownDoctor } = read(normalise(raw).text)
  return doctor ?? doctorCandidates?.join('/') ?? (unknownDoctor === undefined ? '' : `?${unknownDoctor}`)
}

/** Doctor (key; keys joined where one must be asked for; `?` and the words of a doctor nobody knows) → what patients write. */
const TABLE: Record<string, string[]> = {
  wangjg: [
    '王建国',
    '王主任',
    '王大夫',
    '王医生',
    '王教授',
    '小王医生',
    '老王主任',
    '王建国主任',
    '王建国医生周几出诊',
    '挂王建国的号',
    '约王建国',
    '找王主任看看',
    '心内科王主任',
    '心内的王医生',
    '王健国主任',
    '王建果医生',
    '挂王建过的号',
    '找王见国看病',
    '王建园主任',
    '汪建国主任',
    '网主任',
    '找忘主任',
    '王 建国',
    '建国主任',
    '下周王主任上班吗',
    '下周三王主任在吗',
    '周三王主任',
    '明天王医生在不在',
    '王主人什么时候坐诊',
    '那个王主任',
    '王主任号',
    '换成王主任吧',
    '我约的王主任',
    '請問王醫生在嗎',
    '我是王建国的病人',
    '我是王建国主任的老病号',
    '我是王主任的老病人',
    '王院长',
    '想挂王专家',
    'I want to see Dr. Wang Jianguo',
    'Jianguo Wang',
    'wangjianguo医生',
    'Wang医生',
    '王建国王主任',
    '找建国看',
  ],
  zhaowb: ['赵文博', '赵主任', '找赵主任', '赵闻博主任', '照文博医生', '赵文播', '心内科赵医生', '文博主任'],
  chenjing: ['陈静', '陈主任', '陈静医生', '陈敬主任', '陈景医生', '挂陈婧的号', '约陈静', '陈大夫'],
  liugl: ['刘桂兰', '刘医生', '刘贵兰大夫', '刘桂蓝医生'],
  liming: ['李明', '骨科李主任', '李明主任', '李名医生', '约李明', '骨科的李主任'],
  lihm: ['李红梅', '李宏梅医生', '李红眉大夫', '不是李明，是李红梅', '李红莓医生', '骨科李红梅'],
  lixy: ['李晓燕', '儿科李医生', '李小燕医生', '李晓艳主任', '儿科的李主任'],
  zhouf: ['周芳', '周主任', '周医生下周在吗', '周方医生', '神内周主任', '下周周主任在吗'],
  ouyangxue: ['欧阳雪', '欧阳医生', '欧阳大夫', '欧杨雪医生', '欧阳血医生'],
  'zhangw1/zhangw2': ['张伟', '张医生', '张伟医生', '挂张伟的号', '张大夫在吗', '张卫医生'],
  zhangw1: ['普外张伟', '普外科张医生', '张主任', '普外科的张伟'],
  zhangw2: ['眼科张伟', '眼科张医生', '眼科的张大夫'],
  gaoyuan: ['高原', '高医生', '高主任', '高原医生', '高源大夫'],
  yuhai: ['于海', '于医生', '找于医生', '于海医生'],
  hejing: ['何静怡', '何医生', '何静仪医生', '何靖怡'],
  renzhi: [
    '任志强',
    '那个姓任的主任',
    '能加任主任的号吗',
    '我一直在任主任那看',
    '任主任',
    '任医生在吗',
    '任致强主任',
    '泌尿外科任医生',
  ],
  fangm: ['方民 妇科', '妇科 方闽', '方敏', '方医生', '方主任', '妇科方主任'],
  sunlj: ['孙丽娟', '孙医生', '孙莉娟', '孙丽鹃医生', '产科孙大夫'],
  huangzy: ['黄志勇', '黄主任', '黄智勇医生', '黄志永大夫', '口腔科黄医生'],
  shixl: ['石小磊', '石医生', '石晓磊医生', '石小雷'],
  tangxm: ['唐雪梅', '唐主任', '中医科唐教授', '唐雪美医生', '老中医唐主任'],
  'liming/lixy': ['李主任', '李教授'],
  'liming/lihm/lixy': ['李医生', '李大夫', '小李大夫', '李院长'],
  'liming/lihm': ['骨科姓李的', '姓李的那个骨科大夫', '骨科李医生', '李明和李红梅', '李明还是李红梅'],
  '?刘桂芝医生': ['刘桂芝医生'],
  '?张大明医生': ['约骨科张大明医生', '约张大明医生'],
  '?王建军主任': ['王建军主任', '挂王建军主任的号'],
  '?赵铁柱主任': ['赵铁柱主任', '找赵铁柱主任'],
  '?孔医生': ['孔医生', '挂孔医生', '孔医生在吗'],
  '?王医生': ['骨科王医生', '骨科的王医生'],
  '?钱三强': ['挂钱三强的号', '找钱三强看病'],
  '?马主任': ['马主任', '约马主任的号'],
  '?诸葛医生': ['诸葛医生在吗'],
  '?王芳芳医生': ['王芳芳医生'],
  '?陈方医生': ['找陈方医生'],
  '': [
    '高原反应怎么办',
    '从高原地区来的',
    '我姓李',
    '下周主任上班吗',
    '周一主任在吗',
    '这周主任来吗',
    '骨科主任',
    '科主任在吗',
    '主任医生的号',
    '任何医生都行',
    '关于医生的问题',
    '对方医生',
    '有医生吗',
    '那医生态度差',
    '谢谢医生',
    '谢谢大夫',
    '医生在吗',
    '找主任',
    '王护士',
    '李护士长',
    '挂号',
    '值班医生',
    '主治医师',
    '副主任医师的号',
    '社区医生让我来的',
    '但医生很好',
    '哪个医生好',
    '女医生',
    '走开',
    '理想',
    '张贴',
    '优惠',
    '不是王主任',
    '不要王医生',
    '别挂王建国',
    '北京的医生',
    '全科医生',
    '正常医生',
    '同时医生',
    '普通医生',
    '管床医生',
    '外国医生',
    '高级专家',
    '随便哪个专家',
  ],
}

describe.each(Object.entries(TABLE))('%s', (expected, texts) => {
  it.each(texts)('%s', (text) => {
    expect(doctorIn(text)).toBe(expected)
  })
})

describe('of several doctors the one that stands', () => {
  it.each([
    ['不是李明，是李红梅', 'lihm'],
    ['不要王主任，要赵主任', 'zhaowb'],
    ['王主任换成赵主任', 'zhaowb'],
    ['把王建国改成陈静', 'chenjing'],
    ['约的王主任，想换成周主任', 'zhouf'],
    ['王主任满了，那陈静吧', 'chenjing'],
    ['王主任停诊了，改挂赵文博', 'zhaowb'],
    ['王主任说让我挂神经内科周芳', 'zhouf'],
  ])('%s', (text, doctor) => {
    expect(doctorIn(text)).toBe(doctor)
  })
})

describe('the patient who is called like a doctor', () => {
  it.each([
    ['我叫王建国', '', '王建国'],
    ['患者王建国', '', '王建国'],
    ['给王建国挂号', '', '王建国'],
    ['帮陈静约个号', '', '陈静'],
    ['姓名：张伟，电话13812345678', '', '张伟'],
    ['张伟 13812345678', '', '张伟'],
    ['给我爸李明挂个眼科', '', '李明'],
    ['本人陈静，想挂妇科', '', '陈静'],
    ['我叫王建国，想挂王建国主任', 'wangjg', '王建国'],
    ['我是周芳，挂王主任', 'wangjg', '周芳'],
    ['给我妈刘桂兰挂陈静的号', 'chenjing', '刘桂兰'],
    ['我叫陈静，王建国主任的号还有吗', 'wangjg', '陈静'],
    ['给我挂王建国', 'wangjg', null],
    ['帮我约陈静', 'chenjing', null],
    ['给王建国主任写表扬信', 'wangjg', null],
  ])('%s', (text, doctor, name) => {
    expect([doctorIn(text), read(normalise(text).text).name]).toEqual([doctor, name])
  })

  it('is a patient in the answer to the question for the name, a doctor elsewhere', () => {
    expect(read('王建国', { question: 'visitor-name' })).toMatchObject({ doctor: null, name: '王建国' })
    expect(read('王建国')).toMatchObject({ doctor: 'wangjg', name: null })
  })
})
