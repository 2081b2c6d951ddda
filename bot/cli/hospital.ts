/** `npm run hospital -- import FILE` / `export`: the hospital file, while the hospital runs. */
import { exportHospital } from '../../hospital/export-hospital.ts'
import { loadHospital } from '../../hospital/load-hospital.ts'
import { importHospital } from '../../handlers/import-hospital.ts'
import { currentHospital } from '../../prisma/queries/hospital-revisions.ts'
import { overrideProblems } from '../../texts/check.ts'
import { runTool, withDatabase } from './open-database.ts'

const USAGE = '用法：npm run hospital -- import 文件 | export | check 文件'

const REFUSALS = {
  'policy-invalid': '规则参数不对',
  'still-has-visits': '还有人约了这些科室或医生，先处理这些预约再删：',
}

const read = (file: string | undefined) => {
  if (!file) throw new Error(USAGE)
  return loadHospital(file, { textProblems: overrideProblems })
}

const importFile = async (file: string | undefined): Promise<void> => {
  const hospital = read(file)
  await withDatabase(async (database) => {
    const imported = await importHospital(database, hospital, 'cli')
    if (!imported.ok) throw new Error(`没有导入：${REFUSALS[imported.reason]}${imported.detail?.keys ?? ''}`)
    process.stdout.write(`已导入 ${hospital.name}，第 ${imported.value} 版，运行中的服务马上生效。\n`)
  })
}

const exportFile = (): Promise<void> =>
  withDatabase(async ({ pool }) => {
    const held = await currentHospital(pool)
    if (!held) throw new Error('还没有导入过医院文件。')
    process.stdout.write(exportHospital(held.document))
  })

runTool(async () => {
  const [command, file] = process.argv.slice(2)
  if (command === 'import') return importFile(file)
  if (command === 'export') return exportFile()
  if (command === 'check') {
    const { name, departments, doctors } = read(file)
    process.stdout.write(`${name}：${departments.length} 个科室，${doctors.length} 位医生，没有问题。\n`)
    return
  }
  throw new Error(USAGE)
})
