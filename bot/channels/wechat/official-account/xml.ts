/** The XML that official accounts speak: flat elements, words in CDATA. */

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const plain = (words: string): string =>
  words.replaceAll(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (all, name, decimal, hex) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? all
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : all
  })

const ELEMENT = /<([A-Za-z_]\w*)>(?:\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*|([^<]*))<\/\1>/g

/** The innermost elements of a document by name; the first one of each name counts. */
export const fieldsOf = (xml: string): Record<string, string> => {
  const fields: Record<string, string> = {}
  for (const [, name = '', raw, words] of xml.matchAll(ELEMENT)) fields[name] ??= raw ?? plain(words ?? '')
  return fields
}

type Fields = { [name: string]: string | number | Fields }

// The end of a CDATA section may not stand within one: it is divided between two.
const cdata = (words: string): string => `<![CDATA[${words.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

const elements = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => {
      if (typeof value === 'object') return `<${name}>${elements(value)}</${name}>`
      return `<${name}>${typeof value === 'number' ? value : cdata(value)}</${name}>`
    })
    .join('')

export const xmlOf = (fields: Fields): string => `<xml>${elements(fields)}</xml>`
