import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'

interface PinyinTable {
  /** Syllable → the characters whose first reading it is. */
  main: Record<string, string>
  /** Syllable → the characters that have it as a further reading. */
  also: Record<string, string>
}

const table = JSON.parse(readFileSync(projectFile('nlu', 'names', 'pinyin.json'), 'utf8')) as PinyinTable

/** One spelling for sounds that many speakers do not tell apart: zh z, ch c, sh s; l n; -ng -n (but not -ong). */
const merged = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^l/, 'n')
    .replace(/([aei])ng$/, '$1n')

type Readings = ReadonlyMap<string, string[]>

/** Of every character its syllables, most usual first, as `spelled`. */
const readingsAs = (spelled: (syllable: string) => string): Readings => {
  const readings = new Map<string, string[]>()
  for (const part of [table.main, table.also])
    for (const [syllable, characters] of Object.entries(part)) {
      const sound = spelled(syllable)
      for (const c of characters) {
        const known = readings.get(c)
        if (!known) readings.set(c, [sound])
        else if (!known.includes(sound)) known.push(sound)
      }
    }
  return readings
}

const readings = readingsAs(merged)

let told: Readings | undefined
/** Dialects kept apart; seldom asked for. */
const precise = (c: string): string[] => (told ??= readingsAs((syllable) => syllable)).get(c) ?? []

/** The sound of a character as most people would type it, dialects merged; the character itself where it has none. */
export const soundOf = (character: string): string => readings.get(character)?.[0] ?? character

/** All sounds of a character, most usual first. */
export const soundsOf = (character: string): string[] => readings.get(character) ?? [character]

/** Every way in which a word may sound, at most eight. */
export const spellingsOf = (word: string): string[][] =>
  Array.from(word, soundsOf)
    .reduce<string[][]>(
      (heads, sounds) => heads.flatMap((head) => sounds.map((sound) => [...head, sound])),
      [[]],
    )
    .slice(0, 8)

/** How a name is written in letters without tones: wang jian guo, one syllable a character that has a reading. */
export const pinyinOf = (name: string): string[] =>
  Array.from(name).flatMap((c) => (precise(c)[0] ?? '').replace('ü', 'v') || [])

/** True where two characters are the same or have a reading in common, dialects kept apart. */
export const areHomophones = (a: string, b: string): boolean =>
  a === b || precise(a).some((syllable) => precise(b).includes(syllable))
