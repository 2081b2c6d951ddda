/** `npm run admin -- …`: what the hospital's computer room does by hand. */
import type { Database } from '../../prisma/database.ts'
import { audit, checkAudit } from './audit.ts'
import { backUp, restore } from './backup.ts'
import { groups, makeCodeFor } from './codes.ts'
import { corpusLines } from './corpus-lines.ts'
import { runTool, withDatabase } from './open-database.ts'
import { erasePerson, exportPerson } from './person.ts'
import { rotateKey } from './rotate-key.ts'

interface Command {
  /** As the usage shows it. */
  argument?: string
  says: string
  /** With an open database, or by itself. */
  run:
    | { on: (database: Database, argument: string) => Promise<void> }
    | { alone: (argument: string) => Promise<void> }
  /** Refused without its argument. */
  needs?: boolean
}

const COMMANDS: Record<string, Command> = {
  'bind-code': {
    argument: '群名',
    says: '在群里发“绑定 码”，把这个群聊绑到这个群',
    run: { on: makeCodeFor('bind-group') },
    needs: true,
  },
  'staff-code': {
    argument: '姓名',
    says: '本人发“我是 码”，认识这位同事',
    run: { on: makeCodeFor('bind-staff') },
    needs: true,
  },
  'sign-in-code': {
    argument: '姓名',
    says: '在 /staff 页面登录',
    run: { on: makeCodeFor('sign-in') },
    needs: true,
  },
  groups: { says: '列出群和同事', run: { on: groups } },
  audit: { argument: '[对象]', says: '看最近的操作记录，如 audit ticket:12', run: { on: audit } },
  'audit-check': { says: '核对操作记录有没有被改过', run: { on: checkAudit } },
  'corpus-lines': {
    argument: '[--since 日期]',
    says: '把标好的、没听懂的话导出成语料',
    run: { on: corpusLines },
  },
  backup: { argument: '[文件]', says: '备份整个医院，服务不用停', run: { on: backUp } },
  restore: {
    argument: '文件',
    says: '把备份恢复到空的数据库，先停服务',
    run: { alone: restore },
    needs: true,
  },
  'rotate-key': { says: '换 DATA_KEY，所有资料重新加密，先停服务', run: { alone: rotateKey } },
  'export-person': { says: '导出一个人的全部资料，身份证号从键盘读', run: { on: exportPerson } },
  'erase-person': { says: '删除一个人的资料，身份证号从键盘读', run: { on: erasePerson } },
}

const WIDTH = 24

const usage = (): string =>
  [
    '用法：',
    ...Object.entries(COMMANDS).map(
      ([name, { argument = '', says }]) => `  npm run admin -- ${`${name} ${argument}`.padEnd(WIDTH)}${says}`,
    ),
  ].join('\n')

runTool(async () => {
  const [name = '', ...rest] = process.argv.slice(2)
  const argument = rest.join(' ')
  const command = COMMANDS[name]
  if (!command || (command.needs && argument === '')) throw new Error(usage())
  const { run } = command
  if ('alone' in run) await run.alone(argument)
  else await withDatabase((database) => run.on(database, argument))
})
