import { describe, expect, it } from 'vitest'
import { createNames } from '../../../nlu/names/create-names.ts'
import { namesAlone } from '../../../nlu/names/patient-name.ts'
import { normalise } from '../../../nlu/normalise.ts'
import { lexicon } from './lexicon.ts'

const reader = createNames(lexicon)
const read = (raw: string, question?: string) =>
  reader(normalise(raw).text, question === undefined ? {} : { question })

describe("the patient's name", () => {
  it.each<[string, string | null]>([
    ['不是李雷，是李蕾', '李蕾'],
    ['是李蕾不是李雷', '李蕾'],
    ['他是王磊，不是王雷', '王磊'],
    ['名字填错了，是章伟不是张伟', '章伟'],
    ['李蕾写成了李雷', '李蕾'],
    ['应该是李蕾，你们登记成李雷了', '李蕾'],
    ['我叫李雷，不对，是李蕾', '李蕾'],
    ['姓名张三丰 打错了 张山丰', '张山丰'],
    ['叫王芳，不是王方', '王芳'],
    ['不是周三，是周四', null],
    ['是周三不是周四', null],
    ['是王医生不是李医生', null],
    ['是我妈不是我', null],
    ['就写慕容雪吧', '慕容雪'],
    ['写清楚吧', null],
    ['周一鸣是我名字', '周一鸣'],
    ['我叫张三丰', '张三丰'],
    ['王秀兰是我妈，给她挂个号', '王秀兰'],
    ['李小龙，男，45岁', '李小龙'],
    ['登记成陈建华', '陈建华'],
    ['鄙人姓赵名子龙', '赵子龙'],
    ['我叫周一凡，想挂号', '周一凡'],
    ['给周三石挂个号', '周三石'],
    ['患者周一上午来', null],
    ['病人周三住院', null],
    ['我叫张伟', '张伟'],
    ['我叫李雷想挂号', '李雷'],
    ['我叫李红霞想挂妇科', '李红霞'],
    ['我叫张伟明天来', '张伟'],
    ['我叫欧阳娜娜', '欧阳娜娜'],
    ['我叫欧阳锋', '欧阳锋'],
    ['我的名字是司马相如', '司马相如'],
    ['姓名：李雷', '李雷'],
    ['姓名 钱多多', '钱多多'],
    ['姓名:周芷若,身份证110105194912310021', '周芷若'],
    ['名字是赵敏', '赵敏'],
    ['患者张大伟', '张大伟'],
    ['患者姓名：吴彦祖 电话13812345678', '吴彦祖'],
    ['就诊人孙悦', '孙悦'],
    ['病人叫陈大文', '陈大文'],
    ['本人周杰', '周杰'],
    ['我是周杰伦', '周杰伦'],
    ['我是张三，想挂号', '张三'],
    ['你好，我是韩梅梅', '韩梅梅'],
    ['张三 11010519491231002X 13812345678', '张三'],
    ['李雷，13812345678', '李雷'],
    ['13812345678 韩梅梅', '韩梅梅'],
    ['韩梅梅13812345678', '韩梅梅'],
    ['张三\n11010519491231002X\n13812345678', '张三'],
    ['给我妈王桂花挂号', '王桂花'],
    ['给我妈刘桂芳约个号', '刘桂芳'],
    ['帮我爸张德全挂个号', '张德全'],
    ['我老公马超想看骨科', '马超'],
    ['我老婆李娜怀孕了', '李娜'],
    ['我儿子叫马小跳', '马小跳'],
    ['孩子叫高小远', '高小远'],
    ['替李四挂个号', '李四'],
    ['帮王五预约', '王五'],
    ['名字写错了，应该是李蕾', '李蕾'],
    ['我叫阿卜杜拉·买买提', '阿卜杜拉·买买提'],
    ['古丽努尔·阿不都', '古丽努尔·阿不都'],
    ['我叫艾克拜尔', '艾克拜尔'],
    ['我姓李叫李雷', '李雷'],
    ['我叫張偉', '张伟'],
    ['我姓王', null],
    ['免贵姓张', null],
    ['我是小张', null],
    ['我是王女士', null],
    ['我叫小明', null],
    ['我叫什么', null],
    ['我叫明天来', null],
    ['叫医生来', null],
    ['我是老病号', null],
    ['我是来复查的', null],
    ['我是糖尿病患者', null],
    ['我是高血压', null],
    ['我妈高血压', null],
    ['我妈高烧不退', null],
    ['我妈白天没空', null],
    ['我妈于上周做了手术', null],
    ['我爸方便吗', null],
    ['我爸周三来', null],
    ['我奶奶明天来', null],
    ['给我挂个号', null],
    ['帮我挂张伟', null],
    ['病人满意度', null],
    ['张三', null],
    ['13812345678 查报告', null],
    ['你好', null],
    ['停车场在哪', null],
  ])('%s: %s', (text, name) => {
    expect(read(text).name).toBe(name)
  })

  it.each<[string, string | null]>([
    ['张三', '张三'],
    ['赵一', '赵一'],
    ['我叫赵一', '赵一'],
    ['是张三丰', '张三丰'],
    ['张三丰，谢谢', '张三丰'],
    ['欧阳锋', '欧阳锋'],
    ['古丽', '古丽'],
    ['买买提·江', '买买提·江'],
    ['不是张三，是张山', '张山'],
    ['王建国', '王建国'],
    ['张三 13812345678', '张三'],
    ['姓张', null],
    ['李', null],
    ['张先生', null],
    ['王女士', null],
    ['不知道', null],
    ['我妈', null],
    ['我妈的', null],
    ['取消', null],
    ['算了', null],
    ['转人工', null],
    ['停车场在哪', null],
    ['周一', null],
    ['本人', null],
  ])('asked for: %s: %s', (text, name) => {
    expect(read(text, 'visitor-name').name).toBe(name)
  })
})

describe('a message that is nothing but a name', () => {
  it.each<[string, string[]]>([
    ['俞梓桐', ['俞梓桐']],
    ['易国超。', ['易国超']],
    ['张三', ['张三']],
    ['收费处多收了我钱\n李雷\n谢谢', ['李雷']],
    ['谢谢', []],
    ['在吗', []],
    ['高血压', []],
    ['周三下午', []],
    ['费用', []],
    ['李雷的片子', []],
  ])('%j has %j', (raw, names) => expect(namesAlone(normalise(raw).text)).toEqual(names))
})

describe('for whom', () => {
  it.each<[string, string | undefined]>([
    ['给我妈挂号', 'parent'],
    ['我妈头晕', 'parent'],
    ['俺爹走不动', 'parent'],
    ['我阿妈唔舒服', 'parent'],
    ['老爸', 'parent'],
    ['孩子发烧', 'child'],
    ['我家宝宝咳嗽', 'child'],
    ['女儿', 'child'],
    ['给娃挂个号', 'child'],
    ['细路发烧', 'child'],
    ['我老公', 'spouse'],
    ['老伴腿疼', 'spouse'],
    ['我爱人', 'spouse'],
    ['孩子他爸', 'spouse'],
    ['爷爷走不动', 'other'],
    ['我朋友想看皮肤', 'other'],
    ['我奶奶', 'other'],
    ['孙子', 'other'],
    ['帮邻居挂', 'other'],
    ['给自己挂', 'self'],
    ['我自己看', 'self'],
    ['我', 'self'],
    ['本人', 'self'],
    ['不是我，是我妈', 'parent'],
    ['不是给我妈，是我自己看', 'self'],
    ['他妈的', undefined],
    ['妈呀疼死了', undefined],
    ['我的妈呀', undefined],
    ['帮我挂号', undefined],
    ['挂儿科', undefined],
    ['女医生', undefined],
    ['等一会儿', undefined],
    ['先生你好', undefined],
    ['你好', undefined],
  ])('%s: %s', (text, relation) => {
    expect(read(text).relation).toBe(relation)
  })
})

describe('kinds of clinic and visit', () => {
  it.each<[string, string | undefined]>([
    ['专家号', 'expert'],
    ['挂个专家', 'expert'],
    ['主任号', 'expert'],
    ['普通号就行', 'general'],
    ['普通的', 'general'],
    ['专科门诊', 'specialist'],
    ['不要专家，普通就行', 'general'],
    ['不要普通号，要专家号', 'expert'],
    ['专家号太贵，普通号吧', 'general'],
    ['专家号和普通号有什么区别', undefined],
    ['普通外科', undefined],
    ['不要专家号', undefined],
    ['挂号', undefined],
  ])('%s: %s', (text, clinicType) => {
    expect(read(text).clinicType).toBe(clinicType)
  })

  it.each<[string, string | undefined]>([
    ['初诊', 'first'],
    ['第一次来', 'first'],
    ['头一回', 'first'],
    ['没来过', 'first'],
    ['复诊', 'return'],
    ['复查', 'return'],
    ['來覆診', 'return'],
    ['老病号', 'return'],
    ['上次看过的', 'return'],
    ['不是第一次', 'return'],
    ['不是复诊', 'first'],
    ['第一次疼是上个月', undefined],
    ['挂号', undefined],
  ])('%s: %s', (text, visitType) => {
    expect(read(text).visitType).toBe(visitType)
  })
})
