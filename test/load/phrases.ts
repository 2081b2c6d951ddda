/** What patients say, in the wording of the transcripts. */
import type { Chance } from './random.ts'

export const CLINICS = [
  '骨科',
  '眼科',
  '心血管内科',
  '儿科',
  '皮肤科',
  '口腔科',
  '消化内科',
  '中医科',
] as const

export const DAYS = ['明天', '后天', '下周一', '下周二', '下周三', '下周四', '下周五', '这周五'] as const

const TIMES = ['上午', '下午', '上午九点', '上午十点', '下午三点', ''] as const

const VAGUE = ['我想挂号', '你好，挂个号', '挂号', '我要看病', '帮我约个号'] as const

export const STORIES = [
  '昨天下午在骨科换药，护士态度很差，把我妈都骂哭了',
  '眼科等了三个小时没人管',
  '收费处多收了我五十块钱',
  '儿科的医生看了两分钟就把我打发走了',
  '厕所太脏了，没人打扫',
  '前天在皮肤科，叫号乱七八糟，后来的先看',
] as const

export const SUGGESTIONS = [
  '建议门诊多放几把椅子',
  '建议周末也开放儿科夜门诊',
  '我有个建议，电梯口加个指示牌',
] as const

export const PRAISES = ['我要表扬骨科的护士，特别耐心', '表扬导诊台的小姑娘，一直把我妈送到诊室'] as const

export const ENQUIRIES = [
  '停车场在哪',
  '骨科在几楼',
  '心内科王建国什么时候出诊',
  '病历怎么复印',
  '医保能报多少',
  '我约的是几点',
  '查投诉',
  '谢谢',
  '你好',
  '肚子疼挂什么科',
] as const

export const ALARMS = ['我爸突然胸口疼得厉害，喘不上气', '我不想活了'] as const

export const STRAYS = [
  '停车场在哪',
  '要带身份证吗',
  '换成下周四',
  '还是上午吧',
  '上一步',
  '不对',
  '等一下',
  '重新来',
  '换个医生',
  '嗯嗯',
  '？',
  '[捂脸]',
  '我问一下我老婆',
] as const

export const RUDE = ['快点啊，磨磨蹭蹭的', '你们这什么破系统', '垃圾医院', '烦死了'] as const

export const bookingWish = (luck: Chance): string => {
  const clinic = luck.pick(CLINICS)
  const day = luck.pick(DAYS)
  const time = luck.pick(TIMES)
  return luck.pick([
    `约${day}${time}${clinic}`,
    `帮我挂${day}${time}的${clinic}普通号`,
    `挂个${clinic}，${day}${time}`,
    luck.pick(VAGUE),
    `我要挂${clinic}`,
    `约${day}心内科王建国`,
  ])
}

const WIDE = (digits: string): string =>
  digits.replace(/[0-9]/gu, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0))

const SPOKEN = [...'零幺二三四五六七八九']

const spoken = (digits: string): string =>
  digits.replace(/[0-9]/gu, (digit) => SPOKEN[Number(digit)] ?? digit)

export const spelledId = (luck: Chance, id: string): string =>
  luck.pick([
    id,
    id,
    `身份证${id}`,
    `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`,
    WIDE(id),
    `我的身份证号是${id.toLowerCase()}`,
  ])

export const spelledPhone = (luck: Chance, phone: string): string =>
  luck.pick([
    phone,
    phone,
    `手机${phone}`,
    `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
    WIDE(phone),
    spoken(phone),
  ])
