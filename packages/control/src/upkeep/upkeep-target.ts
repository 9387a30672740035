import { z } from 'zod'
import type { Control } from '../control.ts'
import type { Row } from '../database/tables.ts'
import type { ProfileSettings } from '../profiles/profile-settings.ts'
import type { VaultStore } from '../vaults/vault-store.ts'

/** What the jobs that keep vaults in order work with. */
export interface UpkeepServices {
  readonly control: Control
  readonly vaults: VaultStore
}

const request = z.object({ vaultId: z.uuid() })

/** The vault that a job is for. */
export function vaultIdOf(job: Pick<Row<'job'>, 'request'>): string {
  return request.parse(job.request).vaultId
}

/** A vault in use, with whose it is and the rules for it. */
export interface UpkeepTarget {
  readonly vault: Row<'vault'>
  readonly person: Pick<Row<'person'>, 'id' | 'displayName'>
  readonly settings: ProfileSettings
}

/**
 * Looked up anew when a job begins: much may have changed since it was queued. Undefined where there is nothing to keep in
 * order: for a vault that is to be destroyed or has no repository yet, and while the person or the OneDrive is deleted,
 * since that may be taken back with everything that was backed up.
 */
export async function findTarget(
  { sql }: Pick<Control, 'sql'>,
  vaultId: string,
): Promise<UpkeepTarget | undefined> {
  const owner = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select(['person.id', 'person.displayName', 'profile.settings'])
    .where('onedrive.vaultId', '=', vaultId)
    .where('onedrive.state', '<>', 'deleted')
    .where('person.state', 'in', ['active', 'preserved'])
    .executeTakeFirst()
  const vault = await sql
    .selectFrom('vault')
    .selectAll()
    .where('id', '=', vaultId)
    .where('destroyAt', 'is', null)
    .where('destroyedAt', 'is', null)
    .where('repositoryId', 'is not', null)
    .executeTakeFirst()
  if (!owner || !vault) return undefined
  const { settings, ...person } = owner
  return { vault, person, settings }
}
