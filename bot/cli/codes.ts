/** One-time codes for groups and staff. */
import type { Hospital } from '../../domain/hospital.ts'
import { groupNamed, makeCode, staffNamed } from '../../handlers/make-code.ts'
import type { Database } from '../../prisma/database.ts'
import type { CodePurpose } from '../../prisma/queries/access.ts'
import { currentHospital } from '../../prisma/queries/hospital-revisions.ts'
import { print } from './open-database.ts'

type Find = (hospital: Hospital, name: string) => { key: string; name: string } | undefined

const PURPOSES: Record<CodePurpose, { use: string; find: Find }> = {
  'bind-group': { use: '在群里发：绑定', find: groupNamed },
  'bind-staff': { use: '本人发：我是', find: staffNamed },
  'sign-in': { use: '在 /staff 页面输入：', find: staffNamed },
}

const hospitalIn = async ({ pool }: Database): Promise<Hospital> => {
  const held = await currentHospital(pool)
  if (!held) throw new Error('还没有导入过医院文件，先启动一次服务或运行 npm run hospital -- import。')
  return held.document
}

export const groups = async (database: Database): Promise<void> => {
  const hospital = await hospitalIn(database)
  for (const { name, kind } of hospital.groups) print(`${name}\t${kind}`)
  for (const { name, roles } of hospital.staff) {
    const named = roles.map(({ role, department }) => [role, department].filter(Boolean).join(' '))
    print(`${name}\t${named.join('，')}`)
  }
}

export const makeCodeFor =
  (purpose: CodePurpose) =>
  async (database: Database, name: string): Promise<void> => {
    const { use, find } = PURPOSES[purpose]
    const found = find(await hospitalIn(database), name)
    if (!found) throw new Error(`没有“${name}”，可用 npm run admin -- groups 查看。`)
    const { code, minutes } = await makeCode(database, purpose, found.key, 'cli')
    print(`${found.name}：${use} ${code}（${minutes} 分钟内有效，只能用一次）`)
  }
