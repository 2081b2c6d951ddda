/** One line of the report: what was measured, against what it was held, and whether that suffices. */
export interface Row {
  what: string
  figures: string
  /** Present where there is an aim. */
  held?: { ratio: number; aim: string; ok: boolean }
}

export const median = (values: number[]): number => quantile(values, 0.5)

/** The smallest value that at least a share of them do not exceed. */
export const quantile = (values: number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? 0

export const atLeast = (ratio: number, aim: number): Row['held'] => ({
  ratio,
  aim: `≥ ${aim}`,
  ok: ratio >= aim,
})

export const atMost = (ratio: number, aim: number): Row['held'] => ({
  ratio,
  aim: `≤ ${aim}`,
  ok: ratio <= aim,
})

const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

export const printRow = ({ what, figures, held }: Row): void => {
  const verdict = held ? `${held.ok ? 'ok   ' : 'short'} ${short(held.ratio)} (aim ${held.aim})` : '     '
  console.log(`${verdict.padEnd(26)} ${what}: ${figures}`)
}
