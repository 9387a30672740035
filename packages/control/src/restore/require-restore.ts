import { type Actor, visiblePeople } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'
import type { Row } from '../database/tables.ts'
import { controlErrors } from '../errors.ts'
import type { DataAccess, DataUse } from '../privacy/data-access.ts'
import { requireDataAccess } from '../privacy/require-data-access.ts'
import { restoreErrors } from './errors.ts'
import type { StoredRestore } from './restore-request.ts'

export interface RestoreRights {
  readonly access: DataAccess & { readonly allowed: true }
  readonly name: string
  /** Into whose OneDrive; undefined for a folder of the server. */
  readonly receiver: Row<'person'> | undefined
}

/**
 * Whether somebody may restore so, and whether things are as they must be. Raises what requireDataAccess raises,
 * HF_NOT_FOUND for a receiver that the actor may not know of, HF_RESTORE_TARGET.
 */
export async function requireRestore(
  sql: Sql,
  actor: Actor,
  personId: string,
  target: StoredRestore['target'],
): Promise<RestoreRights> {
  const { access, person } = await requireDataAccess(sql, actor, personId, useOf(target))
  const name = person.displayName
  if (target.kind === 'directory') return { access, name, receiver: undefined }
  const receiverId = target.kind === 'person' ? target.personId : personId
  const receiver = await sql
    .selectFrom('person')
    .selectAll()
    .where('id', '=', receiverId)
    .where(visiblePeople(actor))
    .executeTakeFirst()
  if (!receiver) throw controlErrors.HF_NOT_FOUND({ what: 'person', id: receiverId })
  if (receiver.state !== 'active')
    throw restoreErrors.HF_RESTORE_TARGET({
      name: receiver.displayName,
      reason: `the person is ${receiver.state}`,
    })
  return { access, name, receiver }
}

function useOf({ kind }: StoredRestore['target']): DataUse {
  return kind === 'original' || kind === 'folder' ? 'restore' : 'restore-elsewhere'
}
