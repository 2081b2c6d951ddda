/** /api/staff/utterances: what was not understood, for those who may review it. */
import { Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { corpusLabels, corpusLines, review, unsureState } from '../../../handlers/review-utterances.ts'
import { mayReview } from '../../../rules/may-review.ts'
import type { StaffEnv } from './staff-env.ts'
import type { WebContext } from './web-context.ts'

const MOST_AT_ONCE = 5_000

const reviewShape = z.object({
  ids: z.array(z.int().positive()).min(1).max(MOST_AT_ONCE),
  label: z.string().nullable(),
})

const reviewersOnly: MiddlewareHandler<StaffEnv> = (c, next) =>
  mayReview(c.var.member.roles)
    ? next()
    : Promise.resolve(c.json({ message: '只有客服中心和管理员能看这些话。' }, 403))

export const utteranceRoutes = ({ kit }: WebContext) =>
  new Hono<StaffEnv>()
    .use('*', reviewersOnly)
    .get('/', async (c) => c.json(await unsureState(kit.database, (await kit.hospital()).texts)))
    .post('/review', async (c) => {
      const body = reviewShape.safeParse(await c.req.json().catch(() => null))
      if (!body.success) return c.json({ message: '没有看懂这个请求。' }, 400)
      const { ids, label } = body.data
      const labels = corpusLabels((await kit.hospital()).texts)
      if (label !== null && !labels.some(({ key }) => key === label))
        return c.json({ message: '没有这个意思。' }, 400)
      return c.json({ reviewed: await review(kit.database, { ids, label, by: c.var.member.key }) })
    })
    .get('/corpus-lines.txt', async (c) => {
      c.header('content-disposition', 'attachment; filename="corpus-lines.txt"')
      return c.text(await corpusLines(kit.database))
    })
