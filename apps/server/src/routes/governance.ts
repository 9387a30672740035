import { dataBySource, dataQuery, listEvents, overview } from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const count = z.int()

const overviewRoute = defineRoute({
  id: 'readOverview',
  method: 'GET',
  url: '/api/v1/overview',
  access: { permission: 'people:read' },
  tags: ['governance'],
  summary: 'The organisation’s backups in a few numbers',
  answers: {
    200: component(
      'Overview',
      z.object({
        people: z.object({ active: count, preserved: count, deleted: count }),
        peopleProtected: count,
        protectedBytes: count,
        protectedItems: count,
        storedBytes: count.describe('Bytes that all backups take in storage.'),
        lastStatus: z.object({ never: count, success: count, errors: count, failed: count }),
        openAlerts: z.object({ critical: count, high: count, warning: count, info: count }).nullable(),
        jobs: z.object({ running: count, queued: count }).nullable(),
      }),
    ),
  },
  handle: ({ control, actor }) => overview(control, actor),
})

const dataBySourceRoute = defineRoute({
  id: 'readDataBySource',
  method: 'GET',
  url: '/api/v1/data-by-source',
  access: { permission: 'reports:read' },
  tags: ['governance'],
  summary: 'Where the data is, and what it is, those groups with most bytes first',
  description: 'With `of` and `key` only what is in one group of another grouping: the owners of videos.',
  query: z.strictObject({
    by: dataQuery.shape.by,
    of: dataQuery.shape.of,
    key: dataQuery.shape.key,
    limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
  }),
  answers: {
    200: z.object({
      groups: z.array(
        z.object({
          key: z.string().describe('Id or class; empty for drives that have no storage yet.'),
          name: z.string(),
          region: z.string().nullable(),
          drives: count,
          items: count,
          bytes: count,
          storedBytes: count.nullable().describe('null where files are told apart: a vault holds all kinds.'),
        }),
      ),
      total: z.object({ groups: count, items: count, bytes: count }),
    }),
  },
  handle: ({ control, actor, query }) => dataBySource(control, actor, query),
})

const listEventsRoute = defineRoute({
  id: 'listEvents',
  method: 'GET',
  url: '/api/v1/events',
  access: { permission: 'audit:read' },
  tags: ['audit'],
  summary: 'Events for a SIEM, oldest first, numbered without gaps',
  query: z.strictObject({
    after: z.coerce
      .number()
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .default(0)
      .describe('Number of the last event that you have.'),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
  }),
  answers: {
    200: z.object({
      events: z.array(
        z.object({
          number: count,
          at: z.date(),
          category: z.string(),
          type: z.string(),
          severity: count.describe('0 (emergency) to 7, as in syslog.'),
          identity: z.string(),
          details: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  },
  handle: async ({ control, actor, query }) => ({
    events: (await listEvents(control, actor, query)).map((event) => ({
      ...event,
      details: event.details as Record<string, unknown>,
    })),
  }),
})

export const governanceRoutes: readonly Route[] = [overviewRoute, dataBySourceRoute, listEventsRoute]
