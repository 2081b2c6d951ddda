import { at, type Db, touched } from '../sql.ts'
import type { Vault } from '../vault.ts'

/** False if these answers are on record already. */
export const insertSurvey = async (
  db: Db,
  vault: Vault,
  survey: {
    questionnaire: string
    account: number
    appointment: number | null
    answers: Record<string, string | number>
    comment: string | null
    now: number
    effectKey: string
  },
): Promise<boolean> =>
  (await touched(
    db,
    `INSERT INTO survey (questionnaire, account_id, appointment_id, answers, sealed, finished_at, effect_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (effect_key) DO NOTHING`,
    [
      survey.questionnaire,
      survey.account,
      survey.appointment,
      JSON.stringify(survey.answers),
      survey.comment === null ? null : vault.seal(survey.comment),
      at(survey.now),
      survey.effectKey,
    ],
  )) === 1
