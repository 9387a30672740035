import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { BackupStatus } from '../database/tables.ts'
import { parseInput } from '../parse-input.ts'
import { profileSettings } from '../profiles/profile-settings.ts'
import type { Frequency } from '../schedule/frequency.ts'
import { profileSchedules } from '../schedule/profile-schedules.ts'
import { type LateDrive, lateDrives } from './late-drives.ts'

export const lateQuery = z.strictObject({
  /** Of this profile alone. */
  profileId: z.uuid().optional(),
  /** So many, the worst first. */
  limit: z.int().min(1).max(1_000).default(200),
})

export interface LateBackup extends Pick<LateDrive, 'onedriveId' | 'lastSuccessAt' | 'dueAt'> {
  readonly person: { readonly id: string; readonly name: string; readonly principalName: string }
  readonly profile: { readonly id: string; readonly name: string }
  readonly frequency: Frequency
  readonly lastStatus: BackupStatus
  readonly error: { readonly code: string; readonly message: string } | null
}

/**
 * OneDrives whose newest backup is older than promised, the worst first, and how many there are. Needs `people:read`; of the
 * people whom the actor may see. Raises HF_FORBIDDEN, HF_INVALID.
 */
export async function lateBackups(
  control: Pick<Control, 'sql' | 'clock'>,
  actor: Actor,
  query: z.input<typeof lateQuery> = {},
): Promise<{ readonly items: readonly LateBackup[]; readonly total: number }> {
  requirePermission(actor, 'people:read')
  const { sql } = control
  const { profileId, limit } = parseInput(lateQuery, query)
  const all = await lateDrives(control, actor, await profileSchedules(sql), profileId)
  const late = all.slice(0, limit)
  if (late.length === 0) return { items: [], total: 0 }
  const rows = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .innerJoin('profile', 'profile.id', 'person.profileId')
    .select(['onedrive.id', 'onedrive.lastStatus', 'onedrive.lastErrorCode', 'onedrive.lastError'])
    .select(['person.id as personId', 'person.displayName', 'person.principalName'])
    .select(['profile.id as profileId', 'profile.name as profileName', 'profile.settings'])
    .where(
      'onedrive.id',
      'in',
      late.map(({ onedriveId }) => onedriveId),
    )
    .execute()
  const known = new Map(rows.map((row) => [row.id, row]))
  const items = late.flatMap(({ onedriveId, lastSuccessAt, dueAt }) => {
    const row = known.get(onedriveId)
    if (row === undefined) return []
    const { lastErrorCode: code, lastError } = row
    return [
      {
        onedriveId,
        person: { id: row.personId, name: row.displayName, principalName: row.principalName },
        profile: { id: row.profileId, name: row.profileName },
        frequency: profileSettings.parse(row.settings).backup.frequency,
        lastSuccessAt,
        dueAt,
        lastStatus: row.lastStatus,
        error: code === null ? null : { code, message: lastError ?? '' },
      },
    ]
  })
  return { items, total: all.length }
}
