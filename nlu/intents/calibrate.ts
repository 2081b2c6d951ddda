/** Platt scaling of the winner's share, fitted on cross-validation over lines of the corpus. */
const SLOPE = 0.84
const OFFSET = 0.31

/** The share of the classifier as the chance that it is right. Monotonic. */
export const calibrated = (share: number): number => {
  const p = Math.min(Math.max(share, 1e-6), 1 - 1e-6)
  return 1 / (1 + Math.exp(-(SLOPE * Math.log(p / (1 - p)) + OFFSET)))
}
