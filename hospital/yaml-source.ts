import {
  type CST,
  Composer,
  type Document,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type YAMLError,
  isMap,
  isNode,
  isScalar,
  isSeq,
  visit,
} from 'yaml'
import type { Path } from './problem.ts'

interface Place {
  line: number
  column: number
}

/** A YAML text as data, with the place of everything in it. */
export interface YamlSource {
  /** Undefined where the text is not whole enough to be read. */
  raw: unknown
  faults: (Place & { message: string })[]
  /** Where the thing at a path is written; for what is missing, where it should have been. */
  placeOf: (path: Path) => Place
}

/** A hospital's file has some 100,000 characters; more than this is no hospital. */
const longestFile = 2_000_000

const unfinished =
  '从这里起读不下去：冒号要用英文的、后面空一格，内容里有冒号的要加引号，下一行行首的空格要对齐'

const faultWords: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: '这一项在同一组里写了两次，请只留一个',
  BAD_INDENT: '行首的空格数不对，或上面的括号没有合上；同一组的各项要左边对齐',
  TAB_AS_INDENT: '行首不能用 Tab 键，请改成空格',
  MISSING_CHAR:
    '这里少了一个符号：引号、括号要成对，冒号、逗号要用英文的，冒号后面要有空格，同一组的各项要左边对齐',
  UNEXPECTED_TOKEN: '这里多了一个符号，请检查引号和括号是否成对',
  BLOCK_AS_IMPLICIT_KEY: unfinished,
  MULTILINE_IMPLICIT_KEY: unfinished,
  BAD_SCALAR_START: '以这个符号开头的内容要加引号',
  NON_STRING_KEY: '冒号前面要写这一项的名称',
  BAD_DQ_ESCAPE: '双引号里的“\\”写法不对，请改用单引号',
}

const deepest = 40
/** Indentation and dashes before the words of a line; each level of nesting takes at least one column. */
const crowdedStart = /^[ \t\-?:]{200}/m

const flowStep = (token: string): number => {
  if (token === '[' || token === '{') return 1
  return token === ']' || token === '}' ? -1 : 0
}

/** The syntax of a text, or null where it nests too deep: composing recurses, thousands of levels would end the process. */
const syntaxOf = (written: string, lines: LineCounter): CST.Token[] | null => {
  if (crowdedStart.test(written)) return null
  const parser = new Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  let depth = 0
  lines.addNewLine(0)
  for (const token of new Lexer().lex(written)) {
    depth += flowStep(token)
    if (depth > deepest) return null
    tokens.push(...parser.next(token))
  }
  return [...tokens, ...parser.end()]
}

/** Where a fault began: a quotation mark that is never closed is noticed only at the end of the file. */
const causeOf = (document: Document.Parsed, { code, message, pos: [noticed] }: YAMLError) => {
  let opened: number | undefined
  if (code === 'MISSING_CHAR' && /closing .quote/.test(message))
    visit(document, {
      Scalar: (_, { type, range }) => {
        if (range && type?.startsWith('QUOTE') && range[0] <= noticed && noticed <= range[2])
          opened = range[0]
      },
    })
  return opened === undefined
    ? {
        offset: noticed,
        message: faultWords[code] ?? `格式不对，系统读不懂这里（${message.split('\n')[0]}）`,
      }
    : { offset: opened, message: '从这里开始的引号没有合上' }
}

/** Faults that often only echo one before them. */
const echoes = new Set<YAMLError['code']>([
  'UNEXPECTED_TOKEN',
  'NON_STRING_KEY',
  'MISSING_CHAR',
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
])

const withoutEchoes = (errors: YAMLError[]): YAMLError[] => {
  const inOrder = errors.toSorted((a, b) => a.pos[0] - b.pos[0])
  const cause = inOrder.findIndex(({ code }) => code !== 'DUPLICATE_KEY')
  return inOrder.filter(({ code }, i) => i <= cause || !echoes.has(code))
}

const unreadable = (message: string): YamlSource => {
  const placeOf = () => ({ line: 1, column: 1 })
  return { raw: undefined, faults: [{ ...placeOf(), message }], placeOf }
}

const sameKey = (pair: Pair, step: string | number): boolean =>
  isScalar(pair.key) && String(pair.key.value) === String(step)

/** The node written for a step below `node`, and where it starts. */
const stepInto = (node: unknown, step: string | number): { node: unknown; start: Node } | undefined => {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step]
    return isNode(item) ? { node: item, start: item } : undefined
  }
  const pair = isMap(node) ? node.items.find((each) => sameKey(each, step)) : undefined
  return pair && isNode(pair.key) ? { node: pair.value, start: pair.key } : undefined
}

const offsetOf = (contents: unknown, path: Path): number => {
  let node = contents
  let start = isNode(contents) ? contents : undefined
  for (const step of path) {
    const next = stepInto(node, step)
    if (!next) break
    node = next.node
    start = next.start
  }
  return start?.range?.[0] ?? 0
}

/** Parses a YAML text; references (`&`, `*`) are refused, so that a small file cannot become a huge one. */
export const readYaml = (written: string): YamlSource => {
  if (written.length > longestFile) return unreadable('文件太大了，请检查是否选错了文件')
  const lines = new LineCounter()
  const syntax = syntaxOf(written, lines)
  if (!syntax) return unreadable('文件的层次太深了，请检查是否选错了文件')
  const [document, second] = new Composer({ stringKeys: true, logLevel: 'error' }).compose(syntax, true)
  if (!document?.contents) return unreadable('文件是空的')
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const faults = withoutEchoes(document.errors).map((error) => {
    const { offset, message } = causeOf(document, error)
    return { ...place(offset), message }
  })
  if (second) faults.push({ ...place(second.range[0]), message: '文件里不能有单独的“---”行' })
  let broken = second !== undefined || document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')
  visit(document, {
    Alias: (_, alias) => {
      broken = true
      faults.push({
        ...place(alias.range?.[0] ?? 0),
        message: `不能用“*”引用别处的内容，请写全；以“*”开头的文字要加引号`,
      })
    },
  })
  return {
    raw: broken ? undefined : document.toJS(),
    faults,
    placeOf: (path) => place(offsetOf(document.contents, path)),
  }
}
