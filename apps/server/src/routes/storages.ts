import { listStorages } from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { defineRoute } from '../route/define-route.ts'

const storage = component(
  'Storage',
  z.object({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(['local', 's3', 'azure']),
    region: z.string(),
    isDefault: z.boolean().describe('New vaults are made there.'),
    location: z.string().nullable().describe('Where it is; null when its settings do not say.'),
    vaults: z.int(),
    storedBytes: z.int(),
    room: z.object({ free: z.int(), total: z.int() }).nullable().describe('In bytes; null where not known.'),
    problem: z.string().nullable().describe('Why it cannot be reached; null when it can.'),
  }),
)

export const listStoragesRoute = defineRoute({
  id: 'listStorages',
  method: 'GET',
  url: '/api/v1/storages',
  access: { permission: 'organisation:read' },
  tags: ['settings'],
  summary: 'Where vaults lie, and whether it can be reached',
  answers: { 200: z.object({ storages: z.array(storage) }) },
  handle: async ({ control, actor, signal }) => ({
    storages: [...(await listStorages(control, actor, { signal }))],
  }),
})
