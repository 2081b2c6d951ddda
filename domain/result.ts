/** An expected refusal is a value; `Reason` is a closed union whose members are keys of texts. */
export type Result<T, Reason extends string = string> =
  | { ok: true; value: T }
  | { ok: false; reason: Reason; detail?: Record<string, string | number> }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })

export const refused = <R extends string>(
  reason: R,
  detail?: Record<string, string | number>,
): { ok: false; reason: R; detail?: Record<string, string | number> } =>
  detail ? { ok: false, reason, detail } : { ok: false, reason }
