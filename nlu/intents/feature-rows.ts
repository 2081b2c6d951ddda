const NO_ROW = -1

/** The place of each feature among those of a model; features that it does not know have none. */
export interface FeatureRows {
  keys: Int32Array
  rows: Int32Array
}

/** A table with room for as many again, so that a feature is found at the first or second look. */
export const featureRows = (keys: readonly number[]): FeatureRows => {
  const size = 2 ** Math.ceil(Math.log2(2 * keys.length + 1))
  const table = { keys: new Int32Array(size), rows: new Int32Array(size).fill(NO_ROW) }
  keys.forEach((key, row) => {
    let at = key & (size - 1)
    while (table.rows[at] !== NO_ROW) at = (at + 1) & (size - 1)
    table.keys[at] = key
    table.rows[at] = row
  })
  return table
}

/** Negative where the feature is not known. */
export const rowOf = ({ keys, rows }: FeatureRows, key: number): number => {
  const last = keys.length - 1
  for (let at = key & last; ; at = (at + 1) & last) {
    const row = rows[at] ?? NO_ROW
    if (row === NO_ROW || keys[at] === key) return row
  }
}
