import {
  addMappingRule,
  changeMappingRule,
  controlErrors,
  findGroups,
  importPeople,
  lastSync,
  listMappingRules,
  mappingCondition,
  mappingRuleChange,
  mappingRuleInput,
  mappingRuleOrder,
  orderMappingRules,
  peopleImport,
  removeMappingRule,
} from '@holdfast/control'
import { z } from 'zod'
import { component } from '../openapi/components.ts'
import { nothing } from '../route/answer.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

const rule = component(
  'MappingRule',
  z.object({
    id: z.uuid(),
    condition: mappingCondition,
    profileId: z.uuid(),
    profileName: z.string(),
    version: z.int(),
  }),
)

const syncResult = component(
  'DirectorySync',
  z.object({
    at: z.string(),
    full: z.boolean().describe('Whether the whole directory was listed, not only what changed.'),
    added: z.int(),
    changed: z.int(),
    preserved: z.int(),
    reactivated: z.int(),
    moved: z.int(),
    skipped: z.array(z.object({ principalName: z.string(), directoryId: z.string(), reason: z.string() })),
    missingGroups: z.array(z.string()),
  }),
)

const { version: _, ...changes } = mappingRuleChange.shape
const id = z.object({ id: z.uuid() })
const tags = ['people'] as const
const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const rules = z.object({ rules: z.array(rule) })

const lastSyncRoute = defineRoute({
  id: 'readDirectorySync',
  method: 'GET',
  url: '/api/v1/directory/sync',
  access: read,
  tags,
  summary: 'What the last synchronisation with Microsoft 365 did',
  answers: { 200: z.object({ last: syncResult.nullable() }) },
  handle: async ({ control, actor }) => ({ last: (await lastSync(control, actor)) as never }),
})

const listRulesRoute = defineRoute({
  id: 'listMappingRules',
  method: 'GET',
  url: '/api/v1/mapping-rules',
  access: read,
  tags,
  summary: 'Who comes into which profile: the first rule that fits decides',
  answers: { 200: rules },
  handle: async ({ control, actor }) => ({ rules: await listMappingRules(control, actor) }),
})

const findGroupsRoute = defineRoute({
  id: 'findGroups',
  method: 'GET',
  url: '/api/v1/directory/groups',
  access: write,
  tags,
  summary: 'Groups in Microsoft 365 for a mapping rule, by the beginning of their name',
  query: z.object({ search: z.string().trim().max(256).default('') }),
  answers: {
    200: z.object({
      groups: z.array(z.object({ id: z.string(), name: z.string() })),
      problem: z.string().nullable().describe('Why Microsoft could not be asked; null when it was.'),
    }),
  },
  rateLimit: { requests: 120, seconds: 60 },
  handle: async ({ services, actor, query, signal }) => {
    const { groups, problem } = await findGroups(actor, services.directory, query.search, { signal })
    return { groups: [...groups], problem }
  },
})

const addRuleRoute = defineRoute({
  id: 'addMappingRule',
  method: 'POST',
  url: '/api/v1/mapping-rules',
  access: write,
  tags,
  summary: 'Adds a rule after the others',
  body: mappingRuleInput,
  answers: { 201: rule },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, body }) => {
    const added = await addMappingRule(control, actor, body)
    return found(await listMappingRules(control, actor), added)
  },
})

const changeRuleRoute = defineRoute({
  id: 'changeMappingRule',
  method: 'PATCH',
  url: '/api/v1/mapping-rules/:id',
  access: write,
  tags,
  summary: 'Changes a rule; people move when the directory is next synchronised',
  params: id,
  body: z.strictObject(changes),
  ifMatch: true,
  answers: { 200: rule },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params, body, version }) => {
    await changeMappingRule(control, actor, params.id, { ...body, version })
    return found(await listMappingRules(control, actor), params.id)
  },
})

const removeRuleRoute = defineRoute({
  id: 'removeMappingRule',
  method: 'DELETE',
  url: '/api/v1/mapping-rules/:id',
  access: write,
  tags,
  summary: 'Removes a rule',
  params: id,
  answers: { 204: nothing },
  errors: ['HF_NOT_FOUND'],
  handle: async ({ control, actor, params }) => {
    await removeMappingRule(control, actor, params.id)
    return undefined
  },
})

const orderRulesRoute = defineRoute({
  id: 'orderMappingRules',
  method: 'PUT',
  url: '/api/v1/mapping-rules/order',
  access: write,
  tags,
  summary: 'Puts the rules into another order; all of them must be named',
  body: mappingRuleOrder,
  answers: { 200: rules },
  errors: ['HF_NOT_FOUND', 'HF_CONFLICT'],
  handle: async ({ control, actor, body }) => {
    await orderMappingRules(control, actor, body)
    return { rules: await listMappingRules(control, actor) }
  },
})

const importRoute = defineRoute({
  id: 'importPeople',
  method: 'POST',
  url: '/api/v1/people/import',
  access: { permission: 'people:write' },
  tags,
  summary: 'Adds and changes people by a CSV file: all lines, or none',
  body: peopleImport,
  bodyLimit: 32 * 1024 * 1024,
  answers: {
    200: z.object({
      lines: z.array(
        z.object({
          line: z.int(),
          principalName: z.string(),
          action: z.enum(['add', 'change', 'none']),
          profile: z.string().optional(),
          problems: z.array(z.string()),
        }),
      ),
      added: z.int(),
      changed: z.int(),
      problems: z.int().describe('While there is one, nothing is imported.'),
    }),
  },
  errors: ['HF_IMPORT_REFUSED', 'HF_CONFLICT'],
  handle: ({ control, actor, body }) => importPeople(control, actor, body),
})

export const directoryRoutes: readonly Route[] = [
  lastSyncRoute,
  findGroupsRoute,
  listRulesRoute,
  addRuleRoute,
  orderRulesRoute,
  changeRuleRoute,
  removeRuleRoute,
  importRoute,
]

type Rules = Awaited<ReturnType<typeof listMappingRules>>

function found(all: Rules, id: string): Rules[number] {
  const one = all.find((each) => each.id === id)
  if (one === undefined) throw controlErrors.HF_NOT_FOUND({ what: 'mapping rule', id })
  return one
}
