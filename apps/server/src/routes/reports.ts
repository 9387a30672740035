import { Readable } from 'node:stream'
import {
  exportReport,
  listReports,
  REPORT_NAMES,
  readReport,
  reportFilter,
  reportQuery,
} from '@holdfast/control'
import { z } from 'zod'
import { attachment } from '../http/attachment.ts'
import { pageQuery } from '../http/paging.ts'
import { component } from '../openapi/components.ts'
import { Answer, text } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

export const reportName = component('ReportName', z.enum(REPORT_NAMES))

const column = component(
  'ReportColumn',
  z.object({
    key: z.string(),
    kind: z
      .enum(['text', 'choice', 'count', 'bytes', 'moment', 'day', 'duration'])
      .describe('Moments are RFC 3339, days YYYY-MM-DD, durations seconds.'),
    title: z.string(),
    choices: z.array(z.string()).optional(),
    isSummed: z.boolean().optional().describe('The totals have its sum.'),
    isLong: z.boolean().optional().describe('Left out of mails.'),
  }),
)

const order = z.enum(['ascending', 'descending'])

const report = component(
  'Report',
  z.object({
    name: reportName,
    title: z.string(),
    answers: z.string().describe('The question that it answers.'),
    columns: z.array(column),
    filters: z.array(z.string()),
    sort: z.string().describe('Key of the column by which it is sorted where nothing is said.'),
    order,
  }),
)

const row = component(
  'ReportRow',
  z.object({
    id: z.string(),
    personId: z.uuid().nullable().describe('Whom it is about; null where it is about nobody.'),
    cells: z
      .record(z.string(), z.union([z.string(), z.number(), z.null()]))
      .describe('By the keys of the columns.'),
  }),
)

const access = { permission: 'reports:read' } as const
const tags = ['reports'] as const
const params = z.object({ report: reportName })

/** In an address all is text. */
const filter = {
  ...reportFilter.shape,
  days: z.coerce.number().pipe(reportFilter.shape.days.unwrap()).optional(),
}

const sorting = {
  sort: reportQuery.shape.sort.describe('Key of a column.'),
  order: reportQuery.shape.order,
}

const listRoute = defineRoute({
  id: 'listReports',
  method: 'GET',
  url: '/api/v1/reports',
  access,
  tags,
  summary: 'Which reports there are, and what they tell',
  answers: { 200: z.object({ reports: z.array(report) }) },
  handle: async ({ actor }) => ({ reports: listReports(actor) }),
})

const readRoute = defineRoute({
  id: 'readReport',
  method: 'GET',
  url: '/api/v1/reports/:report',
  access,
  tags,
  summary: 'A page of a report',
  description: 'About the people whom you may see. A filter that the report does not have is refused.',
  params,
  query: pageQuery({ ...filter, ...sorting }),
  answers: {
    200: z.object({
      items: z.array(row),
      nextCursor: z.string().nullable(),
      totals: z
        .object({ rows: z.int(), sums: z.record(z.string(), z.number()) })
        .describe('Of all rows, also those of other pages.'),
    }),
  },
  handle: async ({ control, actor, params, query }) => {
    const { rows, next, totals } = await readReport(control, actor, params.report, query)
    return { items: rows, nextCursor: next, totals }
  },
})

const exportRoute = defineRoute({
  id: 'exportReport',
  method: 'GET',
  url: '/api/v1/reports/:report/export',
  access,
  tags,
  summary: 'A whole report as a file',
  params,
  query: z.strictObject({ ...filter, ...sorting }),
  answers: { 200: text('CSV with a heading.', 'text/csv') },
  handle: async ({ control, actor, params, query }) => {
    const pieces = await exportReport(control, actor, params.report, query)
    return new Answer(200, Readable.from(pieces), {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': attachment(`${params.report}.csv`),
    })
  },
})

export const reportRoutes: readonly Route[] = [listRoute, readRoute, exportRoute]
