import { readFileSync } from 'node:fs'
import { projectFile } from '../../domain/project-root.ts'
import { soundOf } from '../names/syllables.ts'

interface Misspelt {
  /** Separated by spaces. */
  phrases: string[]
  /** A character → the one it is taken for. */
  also: Record<string, string>
}

const { phrases, also } = JSON.parse(
  readFileSync(projectFile('nlu', 'emergencies', 'misspelt.json'), 'utf8'),
) as Misspelt

/** Sounds that are in a phrase have numbers from 1; all others are 0. */
const numberOfSound = new Map<string, number>()
const numberOfLetter = new Map<string, number>()

const soundNumber = (letter: string): number => {
  const known = numberOfLetter.get(letter)
  if (known !== undefined) return known
  const number = numberOfSound.get(soundOf(also[letter] ?? letter)) ?? 0
  numberOfLetter.set(letter, number)
  return number
}

interface Meant {
  written: string
  sounds: number[]
}

const MOST_SOUNDS = 1000
const startOf = (sounds: readonly number[], at: number): number =>
  (sounds[at] ?? 0) * MOST_SOUNDS + (sounds[at + 1] ?? 0)

const byStart = new Map<number, Meant[]>()

const learn = (written: string): void => {
  for (const letter of written) {
    const sound = soundOf(letter)
    if (!numberOfSound.has(sound)) numberOfSound.set(sound, numberOfSound.size + 1)
  }
  const sounds = Array.from(written, (letter) => numberOfSound.get(soundOf(letter)) ?? 0)
  const start = startOf(sounds, 0)
  byStart.set(start, [...(byStart.get(start) ?? []), { written, sounds }])
}

const longestFirst = (a: string, b: string): number => b.length - a.length

for (const written of phrases.join(' ').split(' ').sort(longestFirst)) learn(written)

/** Three or four syllables are known with one of them misspelt, more with two. */
const mostWrong = (length: number): number => (length < 5 ? 1 : 2)

const isMeant = ({ written, sounds }: Meant, text: string, heard: readonly number[], at: number): boolean => {
  if (!sounds.every((sound, i) => sound === heard[at + i])) return false
  const wrong = sounds.filter((_, i) => written[i] !== text[at + i]).length
  return wrong > 0 && wrong <= mostWrong(written.length)
}

/**
 * A text with misspelt words of danger as they were meant (嘴唇发子 → 嘴唇发紫), every character at its place. Accents are
 * forgiven (zh z, l n, -ng -n).
 */
export const asMeant = (text: string): string => {
  const heard: number[] = []
  for (let i = 0; i < text.length; i++) heard.push(soundNumber(text.charAt(i)))
  let meant = text
  for (let at = 0; at + 2 < heard.length; at++) {
    if (heard[at] === 0 || heard[at + 1] === 0) continue
    const found = byStart.get(startOf(heard, at))?.find((one) => isMeant(one, meant, heard, at))
    if (found) meant = meant.slice(0, at) + found.written + meant.slice(at + found.written.length)
  }
  return meant
}
