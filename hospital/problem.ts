/** Where in the document: `['doctors', 3, 'department']`. */
export type Path = readonly (string | number)[]

/** What is wrong with the value at a path, in words for whoever keeps the file. */
export interface Issue {
  path: Path
  message: string
  /** The other entry that it clashes with. */
  clash?: Path
}

/** An issue with its place in the file; line and column count from 1. */
export interface Problem {
  line: number
  column: number
  /** As a reader writes it: `doctors[3].department`; empty for the file as a whole. */
  path: string
  message: string
}

/** `doctors[3].department` */
export const pathText = (path: Path): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')

/** `第 41 行 doctors[3].department：没有“心内科”这个科室` */
export const problemText = ({ line, path, message }: Problem): string =>
  `第 ${line} 行${path ? ` ${path}` : ''}：${message}`
