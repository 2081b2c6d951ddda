import { line, say } from '../../domain/say.ts'
import { ask, askAnew, end, type Fact, known } from '../engine/dialog.ts'
import { departmentName } from '../words.ts'

/** Said as a key, as keys to choose from, or as what the symptoms speak for. */
type Said = string | { among: string[]; because: 'ambiguous' | 'symptoms' }

const option = (world: Parameters<typeof departmentName>[0], key: string) => ({
  id: key,
  label: departmentName(world, key),
})

/** Which department the visit is for; symptoms lead to choices, never to a diagnosis. Source: AP-1, SD-3. */
export const department: Fact = {
  name: 'department',
  hear: ({ understanding: { entities, triage } }, { asked, facts, hospital }) => {
    if (entities.department) return entities.department
    const named = entities.doctor ? [entities.doctor] : (entities.doctorCandidates ?? [])
    const theirs = [
      ...new Set(hospital.doctors.filter(({ key }) => named.includes(key)).map((each) => each.department)),
    ]
    if (theirs[0] !== undefined && theirs.length === 1) return theirs[0]
    if (theirs.length > 1 && facts.department === undefined) return { among: theirs, because: 'ambiguous' }
    if (entities.departmentCandidates?.length)
      return { among: entities.departmentCandidates, because: 'ambiguous' }
    const symptoms = triage?.map((suggestion) => suggestion.department) ?? []
    if (symptoms.length > 0 && (asked || facts.department === undefined))
      return { among: symptoms.slice(0, 3), because: 'symptoms' }
    return undefined
  },
  resolve: (said, _known, { world }) => {
    const heard = said as Said | undefined
    const question = { lines: [line('ask-department')], again: line('ask-department-again') }
    if (heard === undefined) return ask(question)
    if (typeof heard !== 'string') {
      const among = heard.among.filter((key) => world.hospital.departments.some((each) => each.key === key))
      const first = world.hospital.departments.find(({ key }) => key === among[0])
      if (first?.key && !first.bookable)
        return end(say('department-not-bookable', { department: first.name, place: first.place }))
      const bookable = among.filter(
        (key) => world.hospital.departments.find((each) => each.key === key)?.bookable,
      )
      return bookable.length === 0
        ? askAnew(question)
        : ask({
            lines: [line(`ask-department-${heard.because}`)],
            again: line('ask-department-again'),
            options: bookable.map((key) => option(world, key)),
          })
    }
    const found = world.hospital.departments.find(({ key }) => key === heard)
    if (!found) return askAnew(question)
    if (!found.bookable)
      return askAnew({
        lines: [
          line('department-not-bookable', { department: found.name, place: found.place }),
          line('ask-department-other'),
        ],
        again: line('ask-department-again'),
      })
    return known(found.key)
  },
}
