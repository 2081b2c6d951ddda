import type { Entities } from '../../domain/understanding.ts'
import { type Sifted, sift } from '../phrases/sift.ts'

type ClinicType = NonNullable<Entities['clinicType']>
type VisitType = NonNullable<Entities['visitType']>

const CLINIC_WORDS: [ClinicType, Sifted][] = [
  ['expert', sift(/专家(?:号|门诊)?|(?:主任|教授|名医|特需)(?:号|门诊)/g)],
  ['specialist', sift(/专科(?:号|门诊)?|专病(?:号|门诊)?/g)],
  ['general', sift(/普通(?!外|内|话|人|感冒|病房|发票|床|门牌|老百姓)(?:号|门诊|的)?|普号|平诊|便民门诊/g)],
]
const VISIT_WORDS: [VisitType, Sifted][] = [
  [
    'first',
    sift(
      /初诊|首诊|(?:第一次|头一[次回]|首次|第一回|头回|初次)(?=$|[,。!?\s看来挂约到去吧啊呀])|没(?:来|看|去)过|从来没|新病人|新患者|刚(?:开始)?发现/g,
    ),
  ],
  [
    'return',
    sift(
      /复诊|复查|回诊|再诊|第[二三四五六七八九十\d]次(?:来|看|复|化疗)|老(?:病号|病人|患者)|(?:看|来|挂|去)过(?:一次|一回|几次|的|了|两次)?(?!吗|没)|上(?:次|回)(?:看|来|开|挂|在)|接着(?:看|开药)|续方|以前(?:看|来|挂)过|之前(?:看|来|挂)过|术后(?:检查|复)|拆线|换药/g,
    ),
  ],
]
const REFUSED_BEFORE =
  /(?:不是|不要|不用|不挂|不约|不看|不想要?|不(?:一定)?非?得?要?|除了|别|没有?|非)(?:挂|约|看|选|来)?(?:了|的|是)?$/
const REFUSED_AFTER = /^(?:号)?(?:的)?(?:不要|就?算了|没有?了?|太贵|满了|不用|不挂)/

const standing = <T extends string>(
  text: string,
  words: [T, Sifted][],
  opposite: Partial<Record<T, T>>,
): T | undefined => {
  const said = words
    .flatMap(([value, pattern]) =>
      pattern.all(text).map(({ 0: found, index }) => ({
        value,
        start: index,
        end: index + found.length,
      })),
    )
    .sort((a, b) => a.start - b.start)
    .map((one) => ({
      ...one,
      refused:
        REFUSED_BEFORE.test(text.slice(Math.max(0, one.start - 6), one.start)) ||
        REFUSED_AFTER.test(text.slice(one.end, one.end + 4)),
    }))
  const held = said.filter(({ refused }) => !refused)
  const values = new Set(held.map(({ value }) => value))
  if (values.size === 1) return held[0]?.value
  const refused = said.length === 1 ? said[0] : undefined
  return values.size === 0 && refused ? opposite[refused.value] : undefined
}

/** 专家, 专科, 普通 as wanted; undefined where none or several are named (专家号和普通号有什么区别). */
export const readClinicType = (text: string): ClinicType | undefined => standing(text, CLINIC_WORDS, {})

/** 初诊 or 复诊; 不是第一次 is a return visit. */
export const readVisitType = (text: string): VisitType | undefined =>
  standing(text, VISIT_WORDS, { first: 'return', return: 'first' })
