import { Readable } from 'node:stream'
import {
  type Actor,
  auditFilter,
  type Control,
  exportAudit,
  listAudit,
  namesShown,
  readAuditChoices,
  type SeesDataOf,
  verifyAudit,
} from '@holdfast/control'
import { z } from 'zod'
import { page, pageQuery, readCursor, writeCursor } from '../http/paging.ts'
import { component } from '../openapi/components.ts'
import { Answer, text } from '../route/answer.ts'
import { defineRoute } from '../route/define-route.ts'

const details = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
)

const entry = component(
  'AuditEntry',
  z.object({
    number: z.int(),
    at: z.date(),
    actor: z.object({
      kind: z.enum(['account', 'system']),
      id: z.string(),
      name: z.string(),
      role: z.string().optional(),
      address: z.string().optional(),
    }),
    action: z.string(),
    targetKind: z.string(),
    targetId: z.string(),
    personId: z.uuid().nullable(),
    personName: z.string().nullable().describe('As it is now; null also for somebody who is gone.'),
    reason: z.string().nullable(),
    details,
    privateDetails: details
      .nullable()
      .describe('Names of files; null where there are none, or you may not see them.'),
    isPrivate: z.boolean().describe('There are private details that you may not see.'),
    previousHash: z.string(),
    hash: z.string(),
  }),
)

const verification = component(
  'AuditVerification',
  z.object({
    entries: z.int(),
    head: z.string().describe('Hash of the last entry that holds.'),
    brokenAt: z
      .int()
      .nullable()
      .describe('The first entry that is not as it was written; null when all hold.'),
  }),
)

export const listAuditRoute = defineRoute({
  id: 'listAudit',
  method: 'GET',
  url: '/api/v1/audit',
  access: { permission: 'audit:read' },
  tags: ['audit'],
  summary: 'The audit trail, newest entry first',
  query: pageQuery(auditFilter.shape),
  answers: { 200: page(entry) },
  handle: async ({ control, actor, query }) => {
    const { cursor, ...filter } = query
    const [before] = cursor === undefined ? [] : readCursor(z.tuple([z.int().min(1)]), cursor)
    const { entries, next } = await listAudit(
      control,
      actor,
      { ...filter, before },
      seesDataOf(control, actor),
    )
    return { items: entries, nextCursor: next === null ? null : writeCursor([next]) }
  },
})

const choices = component(
  'AuditChoices',
  z.object({
    actions: z.array(z.string()),
    actors: z.array(z.object({ kind: z.enum(['account', 'system']), id: z.string(), name: z.string() })),
  }),
)

export const readAuditChoicesRoute = defineRoute({
  id: 'readAuditChoices',
  method: 'GET',
  url: '/api/v1/audit/choices',
  access: { permission: 'audit:read' },
  tags: ['audit'],
  summary: 'The actions and actors that stand in the audit trail',
  answers: { 200: choices },
  handle: async ({ control, actor }) => {
    const { actions, actors } = await readAuditChoices(control, actor)
    return { actions: [...actions], actors: [...actors] }
  },
})

export const exportAuditRoute = defineRoute({
  id: 'exportAudit',
  method: 'GET',
  url: '/api/v1/audit/export',
  access: { permission: 'audit:read' },
  tags: ['audit'],
  summary: 'The audit trail as a file, oldest entry first',
  description: 'Ends with the entry that records this export.',
  query: z.strictObject({ ...auditFilter.shape, format: z.enum(['ndjson', 'csv']).default('ndjson') }),
  answers: { 200: text('A line for each entry.', 'application/x-ndjson', 'text/csv') },
  handle: async ({ control, actor, query }) => {
    const pieces = await exportAudit(control, actor, query, seesDataOf(control, actor))
    const type = query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson'
    return new Answer(200, Readable.from(pieces), {
      'content-type': type,
      'content-disposition': `attachment; filename="audit.${query.format}"`,
    })
  },
})

export const verifyAuditRoute = defineRoute({
  id: 'verifyAudit',
  method: 'GET',
  url: '/api/v1/audit/verification',
  access: { permission: 'audit:read' },
  tags: ['audit'],
  summary: 'Walks the chain of the audit trail',
  answers: { 200: verification },
  handle: async ({ control }) => ({ brokenAt: null, ...(await verifyAudit(control.sql)) }),
})

function seesDataOf({ sql }: Control, actor: Actor): SeesDataOf {
  return async (people) => {
    const shown = await namesShown(sql, actor, people)
    return new Set(people.filter((id) => shown.has(id)))
  }
}
