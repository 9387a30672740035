import { readBudget } from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { defineRoute } from '../route/define-route.ts'

const count = z.int()
const units = z.number()

export const budgetRoute = defineRoute({
  id: 'readBudget',
  method: 'GET',
  url: '/api/v1/budget',
  access: { permission: 'organisation:read' },
  tags: ['governance'],
  summary: 'How much may be asked of Microsoft, how much was, and when first backups are complete',
  description:
    'In request units: Microsoft grants an application so many in each tenant. Asks Microsoft nothing.',
  answers: {
    200: component(
      'RequestBudget',
      z.object({
        units: z
          .object({
            band: z
              .object({ unitsPerMinute: units, unitsPerDay: units })
              .describe('What Microsoft grants by the tenant’s licences.'),
            unitsPerMinute: units.describe('The share of it that Holdfast uses at most.'),
            unitsPerDay: units,
            minuteLeft: units.describe('What may be asked at this moment.'),
            dayLeft: units,
            usedLastMinute: units,
            usedLastDay: units,
            restoreShare: units.describe('Part of the share that is kept for restores.'),
            offPeak: z.boolean(),
            pausedUntil: z.date().nullable().describe('Microsoft wants nothing to be sent until then.'),
          })
          .nullable()
          .describe('null where there is no connection, or the worker is being started.'),
        firstBackups: z.object({
          waiting: count.describe('OneDrives without a backup.'),
          running: count.describe('Of those, being backed up now.'),
          left: z
            .object({ files: count, bytes: count })
            .nullable()
            .describe('What has still to be fetched, by listings and averages; null where nothing is known.'),
          forecast: z
            .object({ units, seconds: units, at: z.date(), limit: z.enum(['minute', 'day', 'bytes']) })
            .nullable()
            .describe('When they are complete at the earliest, and what takes longest.'),
        }),
      }),
    ),
  },
  handle: ({ control, services, actor }) => readBudget(control, actor, services.readBudget),
})
