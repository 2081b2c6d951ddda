import type { Policy } from './policy.ts'

export interface SurveyAnswer {
  /** 1…5 from worst to best, of a scale. */
  score?: number | null
  /** The understanding took a free text as a complaint. */
  negative?: boolean
}

/** Whether a survey asks for a word from a person: a low score or a negative text in any answer. Source: SV-3 (S3 三.3). */
export const lowScore = (answers: readonly SurveyAnswer[], { survey }: Policy): boolean =>
  answers.some(
    ({ score, negative }) =>
      negative === true || (score !== undefined && score !== null && score <= survey.lowScoreAtMost),
  )
