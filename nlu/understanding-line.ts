import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Lexicon } from '../domain/lexicon.ts'
import { ok, type Result, refused } from '../domain/result.ts'
import type { Understanding, UtteranceContext, When } from '../domain/understanding.ts'

/** One utterance with its circumstances, as a JSON line asks for it. */
export interface UnderstandingRequest {
  text: string
  context: UtteranceContext
}

const Request = z.object({
  text: z.string(),
  at: z.string().optional(),
  question: z.string().optional(),
  about: z.iso.date().optional(),
})

/** `2026-11-23T09:00`, with or without seconds; a moment with an offset is brought to the hospital's zone. */
const localTime = (at: string, zone: string): string => {
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(at)
  const local = hasOffset
    ? Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime()
    : Temporal.PlainDateTime.from(at)
  return local.toString({ smallestUnit: 'second' })
}

const readJson = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch (error) {
    return error
  }
}

/** A line of input; `detail.problem` says in plain words what is wrong with a malformed one. `now` is hospital-local. */
export const requestOf = (
  line: string,
  { now, zone }: { now: string; zone: string },
): Result<UnderstandingRequest, 'malformed-line'> => {
  const json = readJson(line)
  if (json instanceof Error) return refused('malformed-line', { problem: json.message })
  const parsed = Request.safeParse(json)
  if (!parsed.success) return refused('malformed-line', { problem: z.prettifyError(parsed.error) })
  const { text, at, question, about } = parsed.data
  try {
    return ok({
      text,
      context: {
        at: at === undefined ? now : localTime(at, zone),
        ...(question === undefined ? {} : { question }),
        ...(about === undefined ? {} : { about }),
      },
    })
  } catch (error) {
    return refused('malformed-line', { problem: String(error) })
  }
}

const whenOf = ({ date, dateEnd, time, timeEnd, part, alternatives, exclude, asap, candidates }: When) => ({
  date,
  ...(dateEnd === undefined ? {} : { dateEnd }),
  ...(time === undefined ? {} : { time }),
  ...(timeEnd === undefined ? {} : { timeEnd }),
  ...(part === undefined ? {} : { part }),
  ...(alternatives === undefined ? {} : { alternatives }),
  ...(exclude === undefined ? {} : { exclude }),
  ...(asap === undefined ? {} : { asap }),
  ...(candidates === undefined ? {} : { candidates }),
})

/** An understanding as `npm run understand` prints it: names instead of keys, null where there is nothing. */
export const createUnderstandingLine = ({ departments, doctors }: Lexicon) => {
  const departmentNames = new Map(departments.map(({ key, name }) => [key, name]))
  const doctorNames = new Map(doctors.map(({ key, name }) => [key, name]))
  const nameOf = (names: Map<string, string>, key: string | null): string | null =>
    key === null ? null : (names.get(key) ?? null)
  return ({ intent, confidence, top, emergency, entities, yesNo, triage, complaint }: Understanding) => ({
    intent,
    confidence: Number(confidence.toFixed(4)),
    top: top.map((candidate) => candidate.intent),
    emergency: emergency !== null,
    entities: {
      department: nameOf(departmentNames, entities.department),
      doctor: nameOf(doctorNames, entities.doctor),
      phone: entities.phone,
      idNumber: entities.idNumber,
      ...(entities.idInvalid === undefined ? {} : { idInvalid: entities.idInvalid }),
      name: entities.name,
      when: entities.when === null ? null : whenOf(entities.when),
    },
    yesNo,
    triage: triage?.map(({ department }) => departmentNames.get(department) ?? department) ?? null,
    complaint,
  })
}
