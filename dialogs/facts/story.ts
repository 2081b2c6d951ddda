/** What a patient tells in their own words, collected until they have finished. Source: CP-1 (S0 接待投诉二). */
import type { Json } from '../../domain/conversation.ts'
import { line } from '../../domain/say.ts'
import type { ComplaintReading, Understanding } from '../../domain/understanding.ts'
import { ask, type Fact, type Heard, known } from '../engine/dialog.ts'

export interface Story {
  text: string
  reading: ComplaintReading | null
  attachments: string[]
}

const NOTHING_YET =
  /^[\p{P}\s]*(我|俺)?(想要?|要求?|需要|有|来)?(投诉|举报|反映|提|说|表扬|夸夸?)?(一?(下|个|点|件|条|些)?)?(建议|意见|表扬|情况|问题|事儿?|人|(你们|你)?(医院|[\p{Script=Han}]{0,5}[科处室房部])?的?(医生|大夫|护士|人员?)?)?[\p{P}\s]*$/u

const tells = ({ text }: Understanding): boolean => !NOTHING_YET.test(text) && [...text].length >= 4

const LEAST_MORE = 10

/** More of the story, said while something else was asked: longer than an answer, and no name or number. */
const tellsMore = ({ understanding: { entities, text, yesNo } }: Heard): boolean =>
  !entities.phone && !entities.name && !entities.idNumber && yesNo === null && [...text].length >= LEAST_MORE

const attached = ({ attachments }: Heard): string[] => attachments.flatMap(({ id }) => (id ? [id] : []))

/** `key` names the texts that ask for it. */
export const storyFact = (key: string): Fact => ({
  name: 'story',
  anyWords: true,
  hear: (heard, { asked, facts }): Json | undefined => {
    const before = facts.story as unknown as Story | undefined
    const files = attached(heard)
    const speaks = asked || before === undefined || tellsMore(heard)
    if (!speaks && files.length === 0) return undefined
    const text = speaks && tells(heard.understanding) ? heard.words.trim() : ''
    if (text === '' && files.length === 0) return undefined
    return {
      text: [before?.text, text].filter(Boolean).join('\n'),
      reading: (before?.reading ?? heard.understanding.complaint) as unknown as Json,
      attachments: [...(before?.attachments ?? []), ...files],
    }
  },
  resolve: (said) => {
    const story = said as unknown as Story | undefined
    const again = line(`ask-story-${key}-again`)
    return story?.text ? known(story) : ask({ lines: [line(`ask-story-${key}`)], again })
  },
})

export const storyOf = (facts: Record<string, unknown>): Story => facts.story as Story
