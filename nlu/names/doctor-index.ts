import { readFileSync } from 'node:fs'
import type { LexiconDoctor } from '../../domain/lexicon.ts'
import { projectFile } from '../../domain/project-root.ts'
import { isSurname, surnameOf } from './surnames.ts'
import { areHomophones, pinyinOf, soundOf, spellingsOf } from './syllables.ts'

/** Characters of names that are mistaken for each other by eye, by groups. */
const LOOKALIKES = JSON.parse(
  readFileSync(projectFile('nlu', 'names', 'lookalikes.json'), 'utf8'),
) as string[]
const ANY = '*'
const LONGEST_NAME = 8

export interface DoctorIndex {
  /** Names and aliases exactly as written, → doctors. */
  byName: Map<string, LexiconDoctor[]>
  /** Names in letters without tones, the surname first, last or alone, → doctors. */
  byPinyin: Map<string, LexiconDoctor[]>
  bySurname: Map<string, LexiconDoctor[]>
  byGivenName: Map<string, LexiconDoctor[]>
  /** First characters of names and aliases, → their lengths, longest first. */
  lengths: Map<string, number[]>
  /** Doctors whose name sounds like `written`; of three characters one may be another altogether. */
  soundingLike: (written: string) => LexiconDoctor[]
  /** Could a name begin with this character or one of its sound? */
  startsName: (character: string) => boolean
}

const add = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const values = map.get(key)
  if (!values) map.set(key, [value])
  else if (!values.includes(value)) values.push(value)
}

const wildcards = (sounds: string[]): string[] =>
  sounds.length < 3 ? [] : sounds.slice(1).map((_, i) => sounds.with(i + 1, ANY).join(' '))

/** 汪 is a slip for 王 where the rest of the name is right (汪建国), since it is a surname itself; 忘 always is. */
const mayBeSurname = (written: string, { name }: LexiconDoctor): boolean => {
  const [said, meant] = [written.charAt(0), name.charAt(0)]
  if (said === meant) return true
  return areHomophones(said, meant) && (!isSurname(said) || written.slice(1) === name.slice(1))
}

const agreement = (written: string, name: string): number =>
  Array.from(written).reduce((sum, c, i) => {
    const meant = name.charAt(i)
    return sum + (c === meant ? 4 : areHomophones(c, meant) ? 3 : soundOf(c) === soundOf(meant) ? 2 : 0)
  }, 0)

const finalOf = (c: string): string => soundOf(c).replace(/^[zcsbpmfdtnrgkhjqxyw]/, '')

/** A slip of the ear or the eye; 军 for 国 is neither, but another person. */
const isNear = (a: string, b: string): boolean =>
  finalOf(a) === finalOf(b) || LOOKALIKES.some((group) => group.includes(a) && group.includes(b))

/** Of three characters two must be right and the third near, of two one, and the other must sound the same. */
const isSlipFor = (written: string, { name }: LexiconDoctor): boolean => {
  if (written.length !== name.length || written === name) return false
  const characters = Array.from(written)
  const same = characters.filter((c, i) => name.charAt(i) === c).length
  const isAll = (test: (a: string, b: string) => boolean): boolean =>
    characters.every((c, i) => c === name.charAt(i) || test(c, name.charAt(i)))
  if (name.length === 2) return isAll(areHomophones) && (same >= 1 || !isSurname(written.charAt(0)))
  if (isAll((a, b) => soundOf(a) === soundOf(b))) return true
  return same >= name.length - 1 && written.charAt(0) === name.charAt(0) && isAll(isNear)
}

const best = (doctors: LexiconDoctor[], written: string): LexiconDoctor[] => {
  const top = Math.max(...doctors.map(({ name }) => agreement(written, name)))
  return doctors.filter(({ name }) => agreement(written, name) === top)
}

/** wangjianguo, jianguowang, wang; none where a character has no reading. */
const inLetters = (name: string, surnameLength: number): string[] => {
  const syllables = pinyinOf(name)
  if (syllables.length !== name.length) return []
  const family = syllables.slice(0, surnameLength).join('')
  const given = syllables.slice(surnameLength).join('')
  return [family + given, given + family, family]
}

const addSounds = (bySound: Map<string, LexiconDoctor[]>, doctor: LexiconDoctor): void => {
  if (doctor.name.length > LONGEST_NAME) return
  for (const sounds of spellingsOf(doctor.name))
    for (const key of [sounds.join(' '), ...wildcards(sounds)]) add(bySound, key, doctor)
}

const lengthsByFirstSound = (spellings: Iterable<string>): Map<string, number[]> => {
  const lengths = new Map<string, number[]>()
  for (const [first = '', ...rest] of Array.from(spellings, (spelling) => spelling.split(' ')))
    add(lengths, first, rest.length + 1)
  return lengths
}

/** Looks names up without going through the roster: one entry for each way a name may sound or go wrong. */
export const indexDoctors = (doctors: LexiconDoctor[]): DoctorIndex => {
  const byName = new Map<string, LexiconDoctor[]>()
  const byPinyin = new Map<string, LexiconDoctor[]>()
  const bySurname = new Map<string, LexiconDoctor[]>()
  const byGivenName = new Map<string, LexiconDoctor[]>()
  const bySound = new Map<string, LexiconDoctor[]>()
  const lengths = new Map<string, number[]>()
  for (const doctor of doctors) {
    const surname = surnameOf(doctor.name) ?? doctor.name.charAt(0)
    add(bySurname, surname, doctor)
    add(byGivenName, doctor.name.slice(surname.length), doctor)
    for (const letters of inLetters(doctor.name, surname.length)) add(byPinyin, letters, doctor)
    for (const words of [doctor.name, ...doctor.aliases].map((one) => one.replace(/\s/g, '').toLowerCase())) {
      if (words.length < 2) continue
      add(byName, words, doctor)
      add(lengths, words.charAt(0), words.length)
    }
    addSounds(bySound, doctor)
  }
  for (const of of lengths.values()) of.sort((a, b) => b - a)
  const firstSounds = lengthsByFirstSound(bySound.keys())
  const soundingLike = (written: string): LexiconDoctor[] => {
    const sounds = Array.from(written, soundOf)
    if (!firstSounds.get(sounds[0] ?? '')?.includes(sounds.length)) return []
    const keys = [sounds.join(' '), ...wildcards(sounds)]
    const found = new Set(keys.flatMap((key) => bySound.get(key) ?? []))
    const meant = [...found].filter((doctor) => isSlipFor(written, doctor) && mayBeSurname(written, doctor))
    return meant.length > 1 ? best(meant, written) : meant
  }
  return {
    byName,
    byPinyin,
    bySurname,
    byGivenName,
    lengths,
    soundingLike,
    startsName: (c) => firstSounds.has(soundOf(c)),
  }
}
