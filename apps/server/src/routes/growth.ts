import { growthQuery, readGrowth } from '@holdfast/control'
import { z } from 'zod'
import { defineRoute } from '../route/define-route.ts'

const count = z.int()

export const growthRoute = defineRoute({
  id: 'readGrowth',
  method: 'GET',
  url: '/api/v1/growth',
  access: { permission: 'people:read' },
  tags: ['governance'],
  summary: 'What was protected and stored, day by day',
  description: 'Oldest day first; today’s numbers change while it lasts. Days without a server are left out.',
  query: z.strictObject({
    days: z.coerce.number().int().min(1).max(3_660).default(90),
    profileId: growthQuery.shape.profileId,
  }),
  answers: {
    200: z.object({
      points: z.array(
        z.object({
          day: z.string().describe('Of UTC, as YYYY-MM-DD.'),
          people: count.describe('Of whom there was a backup.'),
          items: count,
          bytes: count,
          storedBytes: count.describe('Bytes that all backups took in storage.'),
        }),
      ),
    }),
  },
  handle: async ({ control, actor, query }) => ({ points: [...(await readGrowth(control, actor, query))] }),
})
