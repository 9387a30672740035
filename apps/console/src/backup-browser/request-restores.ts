import { api } from '../api/client.ts'
import { send } from '../api/send.ts'
import type { Chosen } from './basket.ts'
import type { RestoreDraft } from './restore-draft.ts'

/** What is chosen of one snapshot. */
export interface FromSnapshot {
  readonly snapshotId: string
  readonly takenAt: string
  readonly items: readonly Chosen[]
}

export function bySnapshot(items: readonly Chosen[]): FromSnapshot[] {
  const groups = Map.groupBy(items, ({ snapshotId }) => snapshotId)
  return [...groups].flatMap(([snapshotId, of]) =>
    of[0] === undefined ? [] : [{ snapshotId, takenAt: of[0].takenAt, items: of }],
  )
}

/** As the API wants them: no path at all is everything. */
export function pathsOf(items: readonly Chosen[]): string[] {
  const paths = items.map(({ path }) => path)
  return paths.includes('') ? [] : paths
}

/** Asks for restores, one for each snapshot that something is chosen of; gives their jobs. */
export async function requestRestores(
  personId: string,
  items: readonly Chosen[],
  draft: RestoreDraft,
  dryRun: boolean,
): Promise<string[]> {
  const jobs: string[] = []
  for (const { snapshotId, items: of } of bySnapshot(items)) {
    const body = {
      personId,
      snapshot: snapshotId,
      paths: pathsOf(of),
      target: targetOf(draft),
      conflict: draft.conflict,
      dryRun,
    }
    const { jobId } = await send(api.POST('/api/v1/restores', { body }))
    jobs.push(jobId)
  }
  return jobs
}

function targetOf({ target, folder, receiver }: RestoreDraft) {
  switch (target) {
    case 'folder':
      return { kind: 'folder', folder: folder.trim() } as const
    case 'person':
      return { kind: 'person', personId: receiver?.id ?? '', folder: folder.trim() } as const
    case 'directory':
      return { kind: 'directory' } as const
    default:
      return { kind: 'original' } as const
  }
}
