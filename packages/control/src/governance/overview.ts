import { type Actor, may, requirePermission, visiblePeople } from '../access/actor.ts'
import { visibleAlerts } from '../alerts/list-alerts.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { BackupStatus, PersonState, Severity } from '../database/tables.ts'

export interface Overview {
  /** People in each state. */
  readonly people: Readonly<Record<PersonState, number>>
  /** People of whom there is a backup. */
  readonly peopleProtected: number
  /** Bytes and files of the newest backups. */
  readonly protectedBytes: number
  readonly protectedItems: number
  /** Bytes that all backups take in storage. */
  readonly storedBytes: number
  /** OneDrives that are backed up, by how the last backup went. */
  readonly lastStatus: Readonly<Record<BackupStatus, number>>
  /** Open alerts; null for whoever may not read alerts. */
  readonly openAlerts: Readonly<Record<Severity, number>> | null
  /** Jobs that run and wait; null for whoever may not read jobs. */
  readonly jobs: Readonly<Record<'running' | 'queued', number>> | null
}

/** How things stand, at a glance. Needs `people:read`; counts the people whom the actor may see. Raises HF_FORBIDDEN. */
export async function overview({ sql }: Pick<Control, 'sql'>, actor: Actor): Promise<Overview> {
  requirePermission(actor, 'people:read')
  return {
    people: await countPeople(sql, actor),
    ...(await sumBackups(sql, actor)),
    lastStatus: await countStatuses(sql, actor),
    openAlerts: may(actor, 'alerts:read') ? await countAlerts(sql, actor) : null,
    jobs: may(actor, 'jobs:read') ? await countJobs(sql, actor) : null,
  }
}

async function countPeople(sql: Sql, actor: Actor) {
  const rows = await sql
    .selectFrom('person')
    .select(({ fn }) => ['state as key', fn.countAll<number>().as('count')])
    .where(visiblePeople(actor))
    .groupBy('state')
    .execute()
  return tally({ active: 0, preserved: 0, deleted: 0 }, rows)
}

async function sumBackups(sql: Sql, actor: Actor) {
  const row = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .leftJoin('vault', (join) =>
      join.onRef('vault.id', '=', 'onedrive.vaultId').on('vault.destroyedAt', 'is', null),
    )
    .select(({ fn }) => [
      fn.count<number>('onedrive.id').filterWhere('onedrive.lastSuccessAt', 'is not', null).as('protected'),
      fn.sum<string | null>('onedrive.bytes').as('bytes'),
      fn.sum<string | null>('onedrive.items').as('items'),
      fn.sum<string | null>('vault.storedBytes').as('stored'),
    ])
    .where('onedrive.state', '!=', 'deleted')
    .where('person.state', '!=', 'deleted')
    .where(visiblePeople(actor))
    .executeTakeFirstOrThrow()
  return {
    peopleProtected: row.protected,
    protectedBytes: Number(row.bytes ?? 0),
    protectedItems: Number(row.items ?? 0),
    storedBytes: Number(row.stored ?? 0),
  }
}

async function countStatuses(sql: Sql, actor: Actor) {
  const rows = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .select(({ fn }) => ['onedrive.lastStatus as key', fn.countAll<number>().as('count')])
    .where('onedrive.state', '=', 'enabled')
    .where('person.state', '=', 'active')
    .where(visiblePeople(actor))
    .groupBy('onedrive.lastStatus')
    .execute()
  return tally({ never: 0, success: 0, errors: 0, failed: 0 }, rows)
}

async function countAlerts(sql: Sql, actor: Actor) {
  const rows = await visibleAlerts(sql, actor)
    .select(({ fn }) => ['alert.severity as key', fn.countAll<number>().as('count')])
    .where('resolvedAt', 'is', null)
    .groupBy('alert.severity')
    .execute()
  return tally({ critical: 0, high: 0, warning: 0, info: 0 }, rows)
}

async function countJobs(sql: Sql, actor: Actor) {
  const limited = actor.kind !== 'system' && (actor.profiles !== undefined || actor.role === 'person')
  const rows = await sql
    .selectFrom('job')
    .select(({ fn }) => ['job.state as key', fn.countAll<number>().as('count')])
    .where('job.state', 'in', ['running', 'queued'])
    .$if(limited, (select) =>
      select.where('job.personId', 'in', (query) =>
        query.selectFrom('person').select('person.id').where(visiblePeople(actor)),
      ),
    )
    .groupBy('job.state')
    .execute()
  return tally({ running: 0, queued: 0 }, rows)
}

function tally<Key extends string>(
  none: Readonly<Record<Key, number>>,
  rows: readonly { readonly key: string; readonly count: number }[],
): Readonly<Record<Key, number>> {
  return { ...none, ...Object.fromEntries(rows.map(({ key, count }) => [key, count])) }
}
