import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import type { Entities } from '../../domain/understanding.ts'
import { sift } from '../phrases/sift.ts'

export type Relation = NonNullable<Entities['relation']>

interface RelativeWords {
  kin: Record<Exclude<Relation, 'self'>, string[]>
  /** Words that are a relative of the writer only after 我, 给, 帮 … (先生, 姑娘, 儿). */
  needsOwner: string[]
}

const data = JSON.parse(readFileSync(projectFile('nlu', 'names', 'relatives.json'), 'utf8')) as RelativeWords

const KIND = new Map<string, Relation>(
  Object.entries(data.kin).flatMap(([kind, words]) => words.map((word) => [word, kind as Relation] as const)),
)

/** All kinship words, longest first. */
export const RELATIVE_WORDS = Array.from(KIND.keys()).sort((a, b) => b.length - a.length)

const NEEDS_OWNER = new Set(data.needsOwner)

const SWEAR = sift(
  /(?:他|你|特|尼|她|tm)(?:妈|娘)的?|妈的|妈呀|娘的|我的妈|我的娘|我的天|老婆饼|娃哈哈|儿科|女科|婆婆妈妈|朋友圈|娘家|小孩科|宝宝科|看小孩的|看孩子的|孩子科|娃娃科|妇女|女性|男女|是男|是女|女的|女士|女生|女医|子女|幼儿|婴儿|新生儿|一会儿|点儿|这儿|那儿|哪儿|事儿|妈妈手|先生们|奶奶个/g,
)
const RELATIVE = sift(
  new RegExp(
    `(我们家|我家|俺家|咱家|我|俺|咱|阮|给|帮|替|为|带|陪|是|家里|家)?(?:的|个)?(${RELATIVE_WORDS.join('|')})`,
    'g',
  ),
)
const SELF = sift(
  /(?:我|俺|咱)(?:自己|本人|自个儿?|自家)|给自己|自己(?:看|挂|用|来|去|的|不舒服)|替自己|帮自己|本人(?!签)|^(?:是|就|就是|给)?(?:我|俺|咱|自己|自个儿|自己个儿|我咯|我啊|我吧|我呀|我嘛|本人)(?:自己|本人|来看|看|挂|的|要看|用)?[,。.!吧啊呀呢的嘛~]*$|是我(?:自己|本人|要看|看病|来看|不舒服)|我系本人/g,
)
const REFUSED_BEFORE = /(?:不是(?:给|帮|替|为)?|不给|别给|不帮|除了|不是我给)$/

interface Said {
  relation: Relation
  start: number
}

const relatives = (text: string): Said[] => {
  const said = RELATIVE.all(text)
  if (said.length === 0) return []
  const bareLength = text.replace(/[,。.!吧啊呀呢的~\s]/g, '').length
  return said.flatMap(({ 0: found, 1: owner, 2: word = '', index }) => {
    const relation = KIND.get(word)
    const start = index + found.length - word.length
    const isBare = found.length === bareLength
    if (relation === undefined || (NEEDS_OWNER.has(word) && owner === undefined && !isBare)) return []
    if (REFUSED_BEFORE.test(text.slice(Math.max(0, index - 4), index))) return []
    return [{ relation, start: index === start ? start : index }]
  })
}

const selves = (text: string): Said[] =>
  SELF.all(text).flatMap(({ index }) =>
    REFUSED_BEFORE.test(text.slice(Math.max(0, index - 4), index))
      ? []
      : [{ relation: 'self' as const, start: index }],
  )

const CORRECTED = sift(/不是|不对|错了|改成|换成|而是/)

/** For whom: the first relation told, the last after a correction. */
export const readRelation = (text: string): Relation | undefined => {
  const plain = SWEAR.replace(text, (found) => '\u0001'.repeat(found.length))
  const said = [...relatives(plain), ...selves(plain)].sort((a, b) => a.start - b.start)
  return (CORRECTED.test(plain) ? said.at(-1) : said[0])?.relation
}
