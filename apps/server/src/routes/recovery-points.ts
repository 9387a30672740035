import { FREQUENCIES, type Frequency, lateBackups, lateQuery, recoveryPoints } from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const count = z.int()
const access = { permission: 'people:read' } as const
const tags = ['governance'] as const

const frequency = z.enum(Object.keys(FREQUENCIES) as [Frequency, ...Frequency[]])
const named = z.object({ id: z.uuid(), name: z.string() })
const counts = {
  kept: count.describe('The newest backup is not older than promised.'),
  late: count,
  never: count.describe('There is no backup yet.'),
}
const dueAt = z.date().describe('By when there should have been a newer one.')

const recoveryPointsRoute = defineRoute({
  id: 'readRecoveryPoints',
  method: 'GET',
  url: '/api/v1/overview/recovery-points',
  access,
  tags,
  summary: 'How many OneDrives have a backup that is as new as their profiles promise',
  description:
    'The promise of a profile is its frequency; a backup may take a tenth of that from its slot to its end. Counted are OneDrives that are switched on, of active people.',
  answers: {
    200: component(
      'RecoveryPoints',
      z.object({
        total: z.object(counts),
        profiles: z.array(
          z.object({
            profile: named,
            frequency,
            ...counts,
            worst: z
              .object({ personId: z.uuid(), name: z.string(), lastSuccessAt: z.date(), dueAt })
              .nullable()
              .describe('The one that is late by most of its own intervals.'),
          }),
        ),
      }),
    ),
  },
  handle: async ({ control, actor }) => {
    const { total, profiles } = await recoveryPoints(control, actor)
    return { total, profiles: [...profiles] }
  },
})

const lateBackupsRoute = defineRoute({
  id: 'listLateBackups',
  method: 'GET',
  url: '/api/v1/overview/late-backups',
  access,
  tags,
  summary: 'OneDrives whose newest backup is older than promised, the worst first',
  query: z.strictObject({
    profileId: lateQuery.shape.profileId,
    limit: z.coerce.number().int().min(1).max(1_000).default(200),
  }),
  answers: {
    200: z.object({
      items: z.array(
        component(
          'LateBackup',
          z.object({
            onedriveId: z.uuid(),
            person: named.extend({ principalName: z.string() }),
            profile: named,
            frequency,
            lastSuccessAt: z.date(),
            dueAt,
            lastStatus: z.enum(['never', 'success', 'errors', 'failed']),
            error: z.object({ code: z.string(), message: z.string() }).nullable(),
          }),
        ),
      ),
      total: count.describe('Also those beyond the limit.'),
    }),
  },
  handle: async ({ control, actor, query }) => {
    const { items, total } = await lateBackups(control, actor, query)
    return { items: [...items], total }
  },
})

export const recoveryPointRoutes: readonly Route[] = [recoveryPointsRoute, lateBackupsRoute]
