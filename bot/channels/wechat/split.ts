const size = (text: string): number => Buffer.byteLength(text, 'utf8')

/** Where a part may end, best first. */
const ENDS = [/\n/g, /[。！？!?；;]/gu, /[，,、\s]/gu]

/** As many code points of `text` as fit, ended after a line or a sentence where that wastes less than half. */
const head = (text: string, most: number): string => {
  let fits = ''
  let used = 0
  for (const character of text) {
    used += size(character)
    if (used > most) break
    fits += character
  }
  for (const end of ENDS) {
    const last = [...fits.matchAll(end)].at(-1)
    if (last && last.index * 2 > fits.length) return fits.slice(0, last.index + last[0].length)
  }
  return fits
}

/** Divides a text into parts of at most `most` bytes of UTF-8, at lines or sentences where it can; at least one part. */
export const split = (text: string, most: number): string[] => {
  const parts: string[] = []
  let rest = text.trim()
  while (size(rest) > most) {
    const part = head(rest, most)
    parts.push(part.trimEnd())
    rest = rest.slice(part.length).trimStart()
  }
  if (rest !== '' || parts.length === 0) parts.push(rest)
  return parts
}
