/** The hospital's names as the understanding needs them. */
export interface Lexicon {
  departments: LexiconDepartment[]
  doctors: LexiconDoctor[]
}

export interface LexiconDepartment {
  key: string
  name: string
  /** Everyday names (心内, 看心脏的). */
  aliases: string[]
}

export interface LexiconDoctor {
  key: string
  name: string
  /** 主任医师, 副主任医师, 主治医师, 住院医师 … */
  title: string
  /** Key of the department. */
  department: string
  aliases: string[]
}
