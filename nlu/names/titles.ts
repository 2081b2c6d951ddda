import type { LexiconDoctor } from '../../domain/lexicon.ts'

/** What patients put after a doctor's name, longest first. */
export const TITLES = [
  '副主任医师',
  '主任医师',
  '主治医师',
  '主治医生',
  '住院医师',
  '主任医生',
  '副主任',
  '科主任',
  '大主任',
  '老主任',
  '老中医',
  '老专家',
  '老教授',
  '老大夫',
  '老医生',
  '副院长',
  '主任',
  '院长',
  '教授',
  '专家',
  '医生',
  '医师',
  '大夫',
  '博士',
  '老师',
  '主治',
  '医僧',
  '医声',
  '代夫',
  '大夫',
  '主人',
  '煮任',
]

/** Typed by sound; a title only after a surname of the roster. */
export const MISSPELT_TITLES = new Set(['医僧', '医声', '代夫', '主人', '煮任'])

const SENIOR = /主任/

const WANTED: Record<string, (title: string) => boolean> = {
  副主任医师: (title) => title.includes('副主任'),
  副主任: (title) => title.includes('副主任'),
  主任医师: (title) => title.startsWith('主任'),
  主任医生: (title) => SENIOR.test(title),
  主任: (title) => SENIOR.test(title),
  科主任: (title) => SENIOR.test(title),
  大主任: (title) => SENIOR.test(title),
  老主任: (title) => SENIOR.test(title),
  教授: (title) => SENIOR.test(title) || title.includes('教授'),
  专家: (title) => SENIOR.test(title),
  院长: (title) => title.includes('院长'),
  副院长: (title) => title.includes('副院长'),
  主治医师: (title) => title.startsWith('主治'),
  主治医生: (title) => title.startsWith('主治'),
  主治: (title) => title.startsWith('主治'),
  住院医师: (title) => title.startsWith('住院'),
}

/** Those of `doctors` whom the title fits; all of them where it fits none (patients promote and demote freely). */
export const withTitle = (doctors: LexiconDoctor[], title: string): LexiconDoctor[] => {
  const fits = WANTED[title]
  const wanted = fits ? doctors.filter((doctor) => fits(doctor.title)) : doctors
  return wanted.length > 0 ? wanted : doctors
}
