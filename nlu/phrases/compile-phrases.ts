/** Groups of words by name, each a list separated by spaces. */
export type WordGroups = Readonly<Record<string, string>>

/** What may stand in a gap: anything within a sentence but a plain negation (疼得不行 and 不知道怎么 are none). */
const GAP_CHARACTER =
  '(?!不(?![知得停住断敢能行由晓管动光仅但止过上下了出起来进已]|舒服|清|受|醒|想活)|没(?![办法命力劲气]|多久|完没|停|一会|知觉))[^。!?;\\n]'

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== '')

const expand = (phrase: string, groups: WordGroups): string =>
  phrase
    .replace(/\{([a-z][a-z-]*)\}/gu, (_, name: string) => {
      const group = groups[name]
      if (group === undefined) throw new Error(`no group of words is called ${name}`)
      return `(?:${words(group)
        .map((word) => expand(word, groups))
        .join('|')})`
    })
    // Repeats are bounded, so that no text, however odd, takes long to read.
    .replaceAll(')*', '){0,4}')
    .replaceAll('.*', '[^。!?;\\n]{0,30}')
    .replaceAll('[^。]*', '[^。!?;\\n]{0,60}')
    .replaceAll('……', `(?:${GAP_CHARACTER}){0,16}?`)
    .replaceAll('…', `(?:${GAP_CHARACTER}){0,6}?`)

/**
 * One global expression for a list of phrases separated by spaces; the text it reads is in lower case.
 * In a phrase `{name}` stands for any word of a group, `…` for a gap of up to 6 characters, `……` for one of up to 16,
 * neither across a negation or the end of a sentence; the rest is a regular expression.
 */
export const compilePhrases = (list: string, groups: WordGroups = {}): RegExp =>
  new RegExp(
    words(list)
      .map((phrase) => expand(phrase, groups))
      .join('|') || '(?!)',
    'g',
  )
