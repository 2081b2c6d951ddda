import { at, type Db, first, touched } from '../sql.ts'
import type { Vault } from '../vault.ts'

/** Whether a visit has been rated with a questionnaire. */
export const isRated = async (db: Db, visit: number, questionnaire: string): Promise<boolean> =>
  (await first(db, 'SELECT 1 AS found FROM survey WHERE appointment_id = $1 AND questionnaire = $2', [
    visit,
    questionnaire,
  ])) !== null

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
