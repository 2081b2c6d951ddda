import type { Department, Hospital } from '../../domain/hospital.ts'

/** The department that a word names exactly: by name, alias, or the beginning of one name only. */
export const departmentNamed = ({ departments }: Hospital, words: string): Department | undefined => {
  const said = words.trim().split(/\s/u)[0] ?? ''
  if (said === '') return undefined
  const exact = departments.find(({ name, aliases }) => name === said || aliases.includes(said))
  const near = departments.filter(({ name }) => name.startsWith(said) || name.includes(said))
  return exact ?? (near.length === 1 ? near[0] : undefined)
}
