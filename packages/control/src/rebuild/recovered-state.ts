import type { OpenedSnapshot } from '@holdfast/engine'
import type { Snapshot } from '@holdfast/repository'
import { z } from 'zod'

const text = z.string().min(1).max(1_000).optional().catch(undefined)
const count = z.int().min(0).catch(0)

/** What is needed of `drive.json`, of whatever version wrote it. */
const driveState = z.object({
  driveId: z.string().min(1),
  person: z.object({ directoryId: text, principalName: text, displayName: text }).optional().catch(undefined),
  owner: z.object({ id: text, name: text, principal: text }).catch({}),
  counts: z
    .object({ files: count, folders: count, notebooks: count, failed: count, bytes: count })
    .catch({ files: 0, folders: 0, notebooks: 0, failed: 0, bytes: 0 }),
})

/** Whose drive a vault holds, and how it was when it was last backed up. */
export interface RecoveredState {
  readonly driveId: string
  /** Microsoft's object id in lower case. */
  readonly directoryId?: string
  readonly principalName: string
  readonly displayName: string
  readonly takenAt: Date
  readonly items: number
  readonly bytes: number
  /** Files that could not be backed up. */
  readonly failed: number
}

/** Raises what a snapshot does whose metadata cannot be read. */
export async function readState(snapshot: Snapshot, opened: OpenedSnapshot): Promise<RecoveredState> {
  const { driveId, person, owner, counts } = driveState.parse(await opened.driveState())
  const directoryId = (person?.directoryId ?? owner.id)?.toLowerCase()
  const principalName = person?.principalName ?? owner.principal ?? snapshot.username ?? driveId
  return {
    driveId,
    ...(directoryId !== undefined && { directoryId }),
    principalName,
    displayName: person?.displayName ?? owner.name ?? principalName,
    takenAt: new Date(snapshot.time),
    items: counts.files + counts.folders + counts.notebooks,
    bytes: counts.bytes,
    failed: counts.failed,
  }
}
