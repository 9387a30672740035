import {
  changeReportSchedule,
  createReportSchedule,
  deleteReportSchedule,
  listReportSchedules,
  reportFilter,
  reportScheduleInput,
  rhythm,
  sendReportNow,
} from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { nothing } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const schedule = component(
  'ReportSchedule',
  z.object({
    id: z.uuid(),
    report: z.string(),
    filter: reportFilter,
    rhythm,
    time: z.string().describe('HH:MM in the time zone.'),
    timeZone: z.string(),
    attachCsv: z.boolean(),
    recipients: z.array(z.string()),
    accountId: z.string(),
    accountName: z.string().describe('Who saved it last: it tells what they may see.'),
    nextAt: z.date(),
    version: z.int(),
    waiting: z.int().describe('Mails that wait to be sent.'),
    lastSentAt: z.date().nullable(),
    lastError: z.string().nullable().describe('Why the newest mail was not taken.'),
  }),
)

const id = z.object({ id: z.uuid() })
const tags = ['reports'] as const
const write = { permission: 'reports:write' } as const
const url = '/api/v1/report-schedules'

const listRoute = defineRoute({
  id: 'listReportSchedules',
  method: 'GET',
  url,
  access: { permission: 'reports:read' },
  tags,
  summary: 'Which reports are sent by mail, when and to whom',
  description: 'Whoever is limited to some profiles sees their own.',
  answers: { 200: z.object({ schedules: z.array(schedule) }) },
  handle: async ({ control, actor }) => ({ schedules: await listReportSchedules(control, actor) }),
})

const createRoute = defineRoute({
  id: 'createReportSchedule',
  method: 'POST',
  url,
  access: write,
  tags,
  summary: 'Sends a report by mail from now on',
  body: reportScheduleInput,
  answers: { 201: z.object({ id: z.uuid() }) },
  handle: async ({ control, actor, body }) => ({ id: await createReportSchedule(control, actor, body) }),
})

const changeRoute = defineRoute({
  id: 'changeReportSchedule',
  method: 'PUT',
  url: `${url}/:id`,
  access: write,
  tags,
  summary: 'Changes a schedule of a report',
  params: id,
  body: reportScheduleInput,
  ifMatch: true,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params, body, version }) => {
    await changeReportSchedule(control, actor, params.id, body, version)
    return undefined
  },
})

const deleteRoute = defineRoute({
  id: 'deleteReportSchedule',
  method: 'DELETE',
  url: `${url}/:id`,
  access: write,
  tags,
  summary: 'Ends a schedule of a report',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => {
    await deleteReportSchedule(control, actor, params.id)
    return undefined
  },
})

const sendRoute = defineRoute({
  id: 'sendReport',
  method: 'POST',
  url: `${url}/:id/send`,
  access: write,
  tags,
  summary: 'Sends the report of a schedule now, and waits until it is taken',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND', 'HF_MAIL_NOT_CONFIGURED', 'HF_MAIL_FAILED'],
  idempotent: false,
  handle: async ({ services, control, actor, params, signal }) => {
    await sendReportNow(control, actor, services.mailer, params.id, { signal })
    return undefined
  },
})

export const reportScheduleRoutes: readonly Route[] = [
  listRoute,
  createRoute,
  changeRoute,
  deleteRoute,
  sendRoute,
]
