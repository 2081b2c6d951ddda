/** What a person may ask for at the desk. Source: DU-3 (S1 第八条). */
import { createInterface } from 'node:readline/promises'
import { erasePersonOnFile, readPersonOnFile } from '../../handlers/person-on-file.ts'
import type { Database } from '../../prisma/database.ts'
import { print } from './open-database.ts'

const NOBODY = '没有用这个身份证号登记过的人。'

/** Not an argument: those are seen by whoever lists the processes, and stay in the shell's history. */
const askIdNumber = async (): Promise<string> => {
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await asking.question('身份证号：')).trim().toUpperCase()
  } finally {
    asking.close()
  }
}

export const exportPerson = async (database: Database): Promise<void> => {
  const file = await readPersonOnFile(database, await askIdNumber(), 'cli')
  if (!file) throw new Error(NOBODY)
  print(JSON.stringify(file, null, 2))
}

export const erasePerson = async (database: Database): Promise<void> => {
  const erased = await erasePersonOnFile(database, await askIdNumber(), 'cli')
  if (!erased.ok) throw new Error(erased.reason === 'nobody' ? NOBODY : '这个人还有没看的预约，请先取消。')
  print('已经删除。就诊记录还在，但不再有姓名和号码。')
}
