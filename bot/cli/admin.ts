/** `npm run admin -- …`: one-time codes for groups and staff. */
import type { Hospital } from '../../domain/hospital.ts'
import { groupNamed, makeCode, staffNamed } from '../../handlers/make-code.ts'
import type { Database } from '../../prisma/database.ts'
import type { CodePurpose } from '../../prisma/queries/access.ts'
import { firstBrokenLink, newestEntries } from '../../prisma/audit-trail.ts'
import { currentHospital } from '../../prisma/queries/hospital-revisions.ts'
import { runTool, withDatabase } from './open-database.ts'

const USAGE = `用法：
  npm run admin -- bind-code 群名       在群里发“绑定 码”，把这个群聊绑到这个群
  npm run admin -- staff-code 姓名      本人发“我是 码”，认识这位同事
  npm run admin -- sign-in-code 姓名    在 /staff 页面登录
  npm run admin -- groups              列出群和同事
  npm run admin -- audit [对象]         看最近的操作记录，如 audit ticket:12
  npm run admin -- audit-check         核对操作记录有没有被改过`

const COMMANDS: Record<
  string,
  {
    purpose: CodePurpose
    use: string
    find: (hospital: Hospital, name: string) => { key: string; name: string } | undefined
  }
> = {
  'bind-code': { purpose: 'bind-group', use: '在群里发：绑定', find: groupNamed },
  'staff-code': { purpose: 'bind-staff', use: '本人发：我是', find: staffNamed },
  'sign-in-code': { purpose: 'sign-in', use: '在 /staff 页面输入：', find: staffNamed },
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const hospitalIn = async ({ pool }: Database): Promise<Hospital> => {
  const held = await currentHospital(pool)
  if (!held) throw new Error('还没有导入过医院文件，先启动一次服务或运行 npm run hospital -- import。')
  return held.document
}

const listGroups = ({ groups, staff }: Hospital): void => {
  for (const { name, kind } of groups) print(`${name}\t${kind}`)
  for (const { name, roles } of staff)
    print(
      `${name}\t${roles.map(({ role, department }) => [role, department].filter(Boolean).join(' ')).join('，')}`,
    )
}

const MOST_ENTRIES = 200

const printTrail = async ({ pool }: Database, subject: string): Promise<void> => {
  for (const { at, actor, action, subject: about, detail } of await newestEntries(
    pool,
    MOST_ENTRIES,
    subject === '' ? undefined : subject,
  ))
    print(`${at.toISOString()}  ${actor}  ${action}  ${about}  ${JSON.stringify(detail)}`)
}

const checkTrail = async ({ pool }: Database): Promise<void> => {
  const broken = await firstBrokenLink(pool)
  if (broken !== null) throw new Error(`操作记录从第 ${broken} 条起对不上，可能被改过或删过。`)
  print('操作记录完整，没有被改过。')
}

runTool(async () => {
  const [command = '', name = ''] = process.argv.slice(2)
  await withDatabase(async (database) => {
    if (command === 'audit') return printTrail(database, name)
    if (command === 'audit-check') return checkTrail(database)
    if (command === 'groups') return listGroups(await hospitalIn(database))
    const wanted = COMMANDS[command]
    if (!wanted || name === '') throw new Error(USAGE)
    const found = wanted.find(await hospitalIn(database), name)
    if (!found) throw new Error(`没有“${name}”，可用 npm run admin -- groups 查看。`)
    const { code, minutes } = await makeCode(database, wanted.purpose, found.key, 'cli')
    print(`${found.name}：${wanted.use} ${code}（${minutes} 分钟内有效，只能用一次）`)
  })
})
