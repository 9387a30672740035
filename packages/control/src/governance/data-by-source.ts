import { type RawBuilder, sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, requirePermission, visiblePeople } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { parseInput } from '../parse-input.ts'

/** What data can be grouped by; each with the key of a group, and the name that people know it by. */
const GROUPS = {
  source: ["'onedrive'", "'OneDrive'"],
  storage: ['storage.id::text', 'storage.name'],
  region: ['storage.region', 'storage.region'],
  profile: ['profile.id::text', 'profile.name'],
  owner: ['person.id::text', 'person.display_name'],
  fileType: ['fact.file_type', 'fact.file_type'],
  sizeClass: ['fact.size_class', 'fact.size_class'],
  ageClass: ['fact.age_class', 'fact.age_class'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>

const grouping = z.enum(Object.keys(GROUPS) as [keyof typeof GROUPS, ...(keyof typeof GROUPS)[]])

export const dataQuery = z
  .strictObject({
    by: grouping,
    /** Only what is in one group of another grouping, … */
    of: grouping.optional(),
    /** … the one with this key. */
    key: z.string().max(200).optional(),
    /** So many groups, those with most bytes first. */
    limit: z.int().min(1).max(10_000).default(1_000),
  })
  .refine(({ of, key }) => (of === undefined) === (key === undefined), {
    message: 'a grouping and the key of one of its groups belong together',
    path: ['key'],
  })

export interface DataGroup {
  /** Id or class; empty for drives that have no storage yet. */
  readonly key: string
  readonly name: string
  readonly region: string | null
  readonly drives: number
  readonly items: number
  readonly bytes: number
  /** Bytes that their vaults take; null where files are told apart, since a vault holds all kinds. */
  readonly storedBytes: number | null
}

export interface DataBySource {
  readonly groups: readonly DataGroup[]
  /** Of all groups, also those beyond the limit. */
  readonly total: { readonly groups: number; readonly items: number; readonly bytes: number }
}

/**
 * Files and bytes of the newest backups, by source, storage, region, profile, owner, or type, size and age of files; of all,
 * or of one group of another grouping: the owners of videos. Needs
 * `reports:read`; counts the people whom the actor may see. Raises HF_FORBIDDEN, HF_INVALID.
 */
export async function dataBySource(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
  query: z.input<typeof dataQuery>,
): Promise<DataBySource> {
  requirePermission(actor, 'reports:read')
  const { by, of, key: within, limit } = parseInput(dataQuery, query)
  const [key, name] = GROUPS[by].map((text) => raw.raw(text)) as [RawBuilder<unknown>, RawBuilder<unknown>]
  const column = fileColumn(by)
  const filter = of && fileColumn(of)
  const ofFiles = column !== undefined || filter !== undefined
  const visible = sql
    .selectFrom('person')
    .select(['person.id', 'person.displayName', 'person.profileId'])
    .where('person.state', '!=', 'deleted')
    .where(visiblePeople(actor))
  // Added up to one row of each drive in a group first: its vault is counted once then, and drives need not be told apart.
  const facts = raw`${raw.raw(ofFiles ? 'join' : 'left join')} (
      select onedrive_id, ${column ? raw.ref(column) : raw`null`} as ${raw.ref(column ?? 'class')},
        sum(items) as items, sum(bytes) as bytes
      from usage_fact
      ${filter ? raw`where ${raw.ref(filter)} = ${within}` : raw``}
      group by 1, 2
    ) as fact on fact.onedrive_id = onedrive.id`
  const { rows } = await raw<DataRow>`
    select
      coalesce(${key}, '') as key,
      coalesce(${name}, '') as name,
      ${by === 'storage' ? raw`max(storage.region)` : raw`null`} as region,
      count(*) as drives,
      coalesce(sum(fact.items), 0)::bigint as items,
      coalesce(sum(fact.bytes), 0)::bigint as bytes,
      ${ofFiles ? raw`null` : raw`coalesce(sum(vault.stored_bytes), 0)::bigint`} as "storedBytes",
      count(*) over () as "allGroups",
      (sum(coalesce(sum(fact.items), 0)) over ())::bigint as "allItems",
      (sum(coalesce(sum(fact.bytes), 0)) over ())::bigint as "allBytes"
    from onedrive
    join (${visible}) as person on person.id = onedrive.person_id
    join profile on profile.id = person.profile_id
    left join vault on vault.id = onedrive.vault_id and vault.destroyed_at is null
    left join storage on storage.id = vault.storage_id
    ${facts}
    where onedrive.state <> 'deleted'
      ${of && !filter ? raw`and coalesce(${raw.raw(GROUPS[of][0])}, '') = ${within}` : raw``}
    group by 1, 2
    order by bytes desc, key
    limit ${limit}`.execute(sql)
  const [first] = rows
  return {
    groups: rows.map(({ allGroups: _, allItems: __, allBytes: ___, ...group }) => group),
    total: { groups: first?.allGroups ?? 0, items: first?.allItems ?? 0, bytes: first?.allBytes ?? 0 },
  }
}

/** Of the facts about files, where a grouping tells those apart. */
function fileColumn(grouping: keyof typeof GROUPS): string | undefined {
  const [table, column] = GROUPS[grouping][0].split('.')
  return table === 'fact' ? column : undefined
}

interface DataRow extends DataGroup {
  readonly allGroups: number
  readonly allItems: number
  readonly allBytes: number
}
