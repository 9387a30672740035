import { z } from 'zod'

/** What a rule may look at. */
export const MAPPING_ATTRIBUTES = [
  'displayName',
  'userPrincipalName',
  'mail',
  'userType',
  'department',
  'jobTitle',
  'companyName',
  'officeLocation',
  'country',
  'usageLocation',
] as const

export type MappingAttribute = (typeof MAPPING_ATTRIBUTES)[number]

/** Whom a mapping rule applies to. */
export const mappingCondition = z.discriminatedUnion('kind', [
  /** Everyone but guests, who have no OneDrive here. */
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({
    kind: z.literal('group'),
    /** Microsoft's object id; members of its groups belong to it. */
    groupId: z.guid().toLowerCase(),
    /** For people to read: the id is what counts. */
    name: z.string().trim().max(256).default(''),
  }),
  /** Without regard to case. */
  z.strictObject({
    kind: z.literal('attribute'),
    attribute: z.enum(MAPPING_ATTRIBUTES),
    operator: z.enum(['equals', 'contains']),
    value: z.string().trim().min(1).max(256),
  }),
])

export type MappingCondition = z.infer<typeof mappingCondition>

/** Somebody whom rules are applied to: `id` in lower case, where the directory knows them. */
export type MappingSubject = { readonly id?: string } & {
  readonly [Attribute in MappingAttribute]?: string | null
}

/** Members by the id of their group, both in lower case. */
export type GroupMembers = ReadonlyMap<string, ReadonlySet<string>>

/** The first of `rules` that applies to `subject`, in the order in which they are given. */
export function ruleFor<Rule extends { readonly condition: MappingCondition }>(
  rules: readonly Rule[],
  subject: MappingSubject,
  groups: GroupMembers,
): Rule | undefined {
  return rules.find(({ condition }) => applies(condition, subject, groups))
}

function applies(condition: MappingCondition, subject: MappingSubject, groups: GroupMembers): boolean {
  switch (condition.kind) {
    case 'everyone':
      return subject.userType?.toLowerCase() !== 'guest'
    case 'group':
      return subject.id !== undefined && groups.get(condition.groupId)?.has(subject.id) === true
    case 'attribute': {
      const value = subject[condition.attribute]?.toLowerCase()
      const wanted = condition.value.toLowerCase()
      return condition.operator === 'equals' ? value === wanted : value?.includes(wanted) === true
    }
  }
}
