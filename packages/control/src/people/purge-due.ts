import { sql as raw } from 'kysely'
import { systemActor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { forgetVaults } from './onedrive-rows.ts'

export interface Purged {
  readonly people: number
  readonly onedrives: number
  /**
   * Every vault that is to be destroyed by now, also those that an earlier call gave: whoever destroys one marks it with
   * `destroyedAt`, and until then it is given again.
   */
  readonly vaults: readonly string[]
}

/** People and OneDrives finished with one transaction. */
const BATCH = 200
const purger = systemActor('purge')

/** Finishes the deletes whose rollback window is over. Nobody can take that back. */
export async function purgeDue(control: Control): Promise<Purged> {
  const people = await repeat(control, purgePeople)
  const onedrives = await repeat(control, purgeOneDrives)
  const vaults = await control.sql
    .selectFrom('vault')
    .select('id')
    .where('destroyAt', '<=', now(control))
    .where('destroyedAt', 'is', null)
    .orderBy('id')
    .execute()
  return { people, onedrives, vaults: vaults.map(({ id }) => id) }
}

async function repeat(
  control: Control,
  purge: (control: Control, transaction: Sql) => Promise<number>,
): Promise<number> {
  let all = 0
  for (;;) {
    const count = await control.sql.transaction().execute((transaction) => purge(control, transaction))
    all += count
    if (count < BATCH) return all
  }
}

async function purgePeople(control: Control, transaction: Sql): Promise<number> {
  const due = await transaction
    .selectFrom('person')
    .select(['id', 'principalName', 'directoryId'])
    .where('state', '=', 'deleted')
    .where('purgeAt', '<=', now(control))
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .execute()
  if (due.length === 0) return 0
  const ids = due.map(({ id }) => id)
  const onedrives = await transaction
    .selectFrom('onedrive')
    .select('id')
    .where('personId', 'in', ids)
    .execute()
  await forgetVaults(
    control,
    transaction,
    onedrives.map(({ id }) => id),
    now(control),
  )
  await leaveOut(
    transaction,
    due.flatMap(({ directoryId }) => directoryId ?? []),
  )
  await transaction.deleteFrom('person').where('id', 'in', ids).execute()
  const entries = due.map(({ id, principalName }) => ({
    action: 'person.purged',
    target: { kind: 'person', id },
    personId: id,
    details: { principalName },
  }))
  await recordAudit(control, transaction, purger, entries)
  return due.length
}

async function purgeOneDrives(control: Control, transaction: Sql): Promise<number> {
  const due = await transaction
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .select(['onedrive.id', 'onedrive.personId', 'person.principalName'])
    .where('onedrive.state', '=', 'deleted')
    .where('onedrive.purgeAt', '<=', now(control))
    .orderBy('onedrive.id')
    .limit(BATCH)
    .forUpdate('onedrive')
    .execute()
  const ids = due.map(({ id }) => id)
  await forgetVaults(control, transaction, ids, now(control))
  const entries = due.map(({ id, personId, principalName }) => ({
    action: 'onedrive.purged',
    target: { kind: 'onedrive', id },
    personId,
    details: { principalName },
  }))
  await recordAudit(control, transaction, purger, entries)
  return due.length
}

/**
 * Whoever was deleted here and is still at work there was deleted on purpose: no rule brings them back, only adding them
 * by hand does. Whoever has left and comes back later is new.
 */
async function leaveOut(transaction: Sql, directoryIds: readonly string[]): Promise<void> {
  if (directoryIds.length === 0) return
  await transaction
    .updateTable('directoryUser')
    .set({ leftOut: true })
    .where('id', 'in', directoryIds)
    .where(raw<boolean>`value ->> 'accountEnabled' is distinct from 'false'`)
    .where(raw<boolean>`value ->> 'removed' is distinct from 'true'`)
    .execute()
}
