import { DAMAGED_TAG, isMarkedDamaged } from '@holdfast/engine'
import type { Snapshot } from '@holdfast/repository'
import type { RetentionSettings } from '../profiles/profile-settings.ts'
import { decideRetention, type RetainedSnapshot } from '../retention/decide-retention.ts'

export interface VaultDecision {
  /** Oldest first. */
  readonly expired: readonly Snapshot[]
  /** Kept because they are tagged, whatever their age. */
  readonly held: number
}

/**
 * Which of a vault's backups are expired, by the times and tags that the storage itself has of them. Over what
 * `decideRetention` keeps: those with a tag, which somebody put there on purpose (quarantine, a hold by hand with
 * `restic tag`), and the newest one of which nothing is lost. Tagged ones count for nothing: beside a newest backup that
 * is in quarantine, the newest other one stays.
 */
export function decideVault(
  snapshots: readonly Snapshot[],
  retention: RetentionSettings,
  now: Date,
  timeZone: string,
): VaultDecision {
  const free = snapshots.filter((snapshot) => !isHeld(snapshot))
  const dated = free.map((snapshot) => ({ id: snapshot.id, takenAt: new Date(snapshot.time), snapshot }))
  const newestWhole = newestOf(dated.filter(({ snapshot }) => !isMarkedDamaged(snapshot)))
  const expired = decideRetention(dated, retention, now, timeZone)
    .filter((decision) => decision.expired && decision.snapshot.id !== newestWhole?.id)
    .map(({ snapshot }) => snapshot.snapshot)
  return { expired, held: snapshots.length - free.length }
}

function isHeld({ tags = [] }: Snapshot): boolean {
  return tags.some((tag) => tag !== DAMAGED_TAG)
}

function newestOf<One extends RetainedSnapshot>(snapshots: readonly One[]): One | undefined {
  return snapshots.toSorted((a, b) => b.takenAt.getTime() - a.takenAt.getTime())[0]
}
