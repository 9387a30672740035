import type { Drive } from '@holdfast/graph'
import type { ItemTable } from '../items/item-table.ts'
import type { Completeness, DriveCounts } from '../snapshot/drive-state.ts'

export interface TakenStock {
  readonly counts: DriveCounts
  readonly completeness: Completeness
}

/**
 * Counts what the snapshot holds and compares what was listed with the drive's own count. The quota facet is advisory
 * (it lags behind and may count versions), so it is a finding only when the drive has more than was listed.
 */
export function takeStock(table: ItemTable, drive: Drive): TakenStock {
  const counts = { files: 0, folders: 0, notebooks: 0, shortcuts: 0, excluded: 0, failed: 0, bytes: 0 }
  let listedFiles = 0
  let listedBytes = 0
  let leftOutFiles = 0
  let leftOutBytes = 0
  for (const item of table.summaries()) {
    if (item.kind === 'folder') counts.folders++
    else if (item.kind === 'notebook') counts.notebooks++
    else if (item.kind === 'shortcut') counts.shortcuts++
    if (item.kind !== 'file') continue
    const { size, storedSize } = item
    listedFiles++
    listedBytes += size
    if (item.excluded) counts.excluded++
    else if (item.outdated) counts.failed++
    if (storedSize !== undefined && !item.excluded) {
      counts.files++
      counts.bytes += storedSize
    } else {
      leftOutFiles++
      leftOutBytes += size
    }
  }
  const quotaFiles = drive.quota?.fileCount
  const quotaBytes = drive.quota?.used
  const findings: string[] = []
  if (typeof quotaFiles === 'number' && quotaFiles > listedFiles) {
    findings.push(`The drive counts ${quotaFiles} files, its listing has ${listedFiles}.`)
  }
  return {
    counts,
    completeness: {
      listedFiles,
      listedBytes,
      ...(typeof quotaFiles === 'number' && { quotaFiles }),
      ...(typeof quotaBytes === 'number' && { quotaBytes }),
      leftOutFiles,
      leftOutBytes,
      findings,
    },
  }
}
