import { type Actor, requirePermission, visiblePeople } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { loadProfile } from '../profiles/load-profile.ts'
import type { RetentionSettings } from '../profiles/profile-settings.ts'
import { Zone } from '../schedule/zone.ts'
import { expired } from './decide-retention.ts'

/** People whose snapshots are in memory at a time. */
const PAGE = 25
const EXAMPLES = 20

export interface RetentionLoss {
  readonly personId: string
  readonly displayName: string
  readonly snapshots: number
  readonly oldest: Date
  readonly newest: Date
}

/** What would expire at the next run of retention by other settings, and not by the present ones. */
export interface RetentionPreview {
  readonly snapshots: number
  readonly people: number
  /** Of the snapshots that would expire; null when none would. */
  readonly oldest: Date | null
  readonly newest: Date | null
  /** Those who lose the oldest snapshots. */
  readonly examples: readonly RetentionLoss[]
  /** Expired by the present settings already, whatever is changed. */
  readonly expiredAnyway: number
}

/**
 * Tells what a change of a profile's retention would expire. Nothing is changed. `settings` as the schema
 * `retentionSettings` has them. Raises HF_FORBIDDEN, HF_NOT_FOUND.
 */
export async function previewRetention(
  control: Control,
  actor: Actor,
  profileId: string,
  settings: RetentionSettings,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<RetentionPreview> {
  requirePermission(actor, 'profiles:read')
  const profile = await loadProfile(control.sql, actor, profileId)
  const zone = new Zone(profile.settings.backup.timeZone)
  const now = new Date(control.clock.now())
  const losses: RetentionLoss[] = []
  let [snapshots, expiredAnyway] = [0, 0]
  for await (const { personId, displayName, taken } of drivesOf(control.sql, actor, profileId)) {
    signal?.throwIfAborted()
    const anyway = expired(taken, profile.settings.retention, now, zone).map(({ snapshot }) => snapshot.id)
    expiredAnyway += anyway.length
    const known = new Set(anyway)
    const lost = expired(taken, settings, now, zone).filter(({ snapshot }) => !known.has(snapshot.id))
    const [first, last] = [lost[0], lost.at(-1)]
    if (first === undefined || last === undefined) continue
    snapshots += lost.length
    losses.push({
      personId,
      displayName,
      snapshots: lost.length,
      oldest: first.snapshot.takenAt,
      newest: last.snapshot.takenAt,
    })
  }
  losses.sort((a, b) => a.oldest.getTime() - b.oldest.getTime() || (a.personId < b.personId ? -1 : 1))
  return {
    snapshots,
    people: losses.length,
    oldest: losses[0]?.oldest ?? null,
    newest: losses.reduce<Date | null>((last, { newest }) => (last && last > newest ? last : newest), null),
    examples: losses.slice(0, EXAMPLES),
    expiredAnyway,
  }
}

interface DriveSnapshots {
  readonly personId: string
  readonly displayName: string
  readonly taken: { readonly id: string; readonly takenAt: Date }[]
}

async function* drivesOf(sql: Sql, actor: Actor, profileId: string): AsyncGenerator<DriveSnapshots> {
  for (let after: string | undefined; ; ) {
    let query = sql
      .selectFrom('person')
      .innerJoin('onedrive', 'onedrive.personId', 'person.id')
      .select(['person.id', 'person.displayName', 'onedrive.vaultId'])
      .where('person.profileId', '=', profileId)
      .where('person.state', 'in', ['active', 'preserved'])
      .where('onedrive.state', '<>', 'deleted')
      .where(visiblePeople(actor))
      .orderBy('person.id')
      .limit(PAGE)
    if (after !== undefined) query = query.where('person.id', '>', after)
    const people = await query.execute()
    const vaults = people.flatMap(({ vaultId }) => (vaultId ? [vaultId] : []))
    const taken = await snapshotsOf(sql, vaults)
    for (const { id, displayName, vaultId } of people) {
      const own = taken.get(vaultId ?? '')
      if (own) yield { personId: id, displayName, taken: own }
    }
    if (people.length < PAGE) return
    after = people.at(-1)?.id
  }
}

async function snapshotsOf(
  sql: Sql,
  vaults: readonly string[],
): Promise<Map<string, DriveSnapshots['taken']>> {
  if (vaults.length === 0) return new Map()
  const rows = await sql
    .selectFrom('snapshot')
    .select(['id', 'vaultId', 'takenAt'])
    .where('vaultId', 'in', vaults)
    .where('forgottenAt', 'is', null)
    .execute()
  return Map.groupBy(rows, ({ vaultId }) => vaultId)
}
