import { formatBytes } from '@holdfast/base'
import type { Drive } from '@holdfast/graph'
import { engineErrors } from '../errors.ts'
import type { ItemTable } from '../items/item-table.ts'
import type { Completeness, DriveCounts, FolderCounts, FolderGap } from '../snapshot/drive-state.ts'
import type { DriveSource } from './drive-source.ts'
import type { FailureLedger } from './failure-ledger.ts'

export interface TakenStock {
  readonly counts: DriveCounts
  readonly completeness: Completeness
}

/** Folders named one by one among the findings. */
const MAX_NAMED = 5

/**
 * Counts what the snapshot holds, finds a reason for each file that is not in it, and compares what was listed with the
 * drive's own count. The quota facet is advisory (it lags behind and counts versions), so it is a finding only when the
 * drive has more files than were listed, or, where it does not count files, far more bytes. What no reason explains is a
 * finding.
 */
export function takeStock(
  table: ItemTable,
  drive: Drive,
  { ledger, folders }: { readonly ledger: FailureLedger; readonly folders: FolderCounts },
): TakenStock {
  const counts = { files: 0, folders: 0, notebooks: 0, shortcuts: 0, excluded: 0, failed: 0, bytes: 0 }
  const listed = { files: 0, bytes: 0 }
  const leftOut = { files: 0, bytes: 0 }
  for (const item of table.summaries()) {
    if (item.kind === 'folder') counts.folders++
    else if (item.kind === 'notebook') counts.notebooks++
    else if (item.kind === 'shortcut') counts.shortcuts++
    if (item.kind !== 'file') continue
    const { size, storedSize } = item
    listed.files++
    listed.bytes += size
    if (item.excluded) counts.excluded++
    else if (item.outdated) counts.failed++
    if (storedSize !== undefined && !item.excluded) {
      counts.files++
      counts.bytes += storedSize
    } else {
      leftOut.files++
      leftOut.bytes += size
    }
  }
  const { fileCount: quotaFiles, used: quotaBytes } = drive.quota ?? {}
  return {
    counts,
    completeness: {
      listedFiles: listed.files,
      listedBytes: listed.bytes,
      ...(typeof quotaFiles === 'number' && { quotaFiles }),
      ...(typeof quotaBytes === 'number' && { quotaBytes }),
      leftOutFiles: leftOut.files,
      leftOutBytes: leftOut.bytes,
      excludedFiles: counts.excluded,
      failedFiles: leftOut.files - counts.excluded,
      findings: [
        ...againstQuota(listed, drive),
        ...withoutReason(table, ledger),
        ...folderFindings(table, folders),
      ],
    },
  }
}

function* againstQuota(listed: { files: number; bytes: number }, drive: Drive): Generator<string> {
  const { fileCount, used, deleted } = drive.quota ?? {}
  if (typeof fileCount === 'number') {
    if (fileCount > listed.files)
      yield `The drive counts ${fileCount} files, its listing has ${listed.files}.`
  } else if (typeof used === 'number') {
    const live = used - (typeof deleted === 'number' ? deleted : 0)
    // Versions count, too; they seldom are more than the files themselves.
    if (live > 2 * listed.bytes)
      yield `The drive says that ${formatBytes(live)} are used, its listing has ${formatBytes(listed.bytes)}: older versions may be the rest.`
  }
}

/** A file whose content is not in the vault must be left out by a rule or be among the failures. */
function* withoutReason(table: ItemTable, ledger: FailureLedger): Generator<string> {
  let files = 0
  for (const id of table.outdated()) if (!ledger.get(id)) files++
  if (files > 0)
    yield `Files that are not in the snapshot as they are now, without a rule or a failure that says why: ${files}.`
}

function* folderFindings(table: ItemTable, { suspected, accepted }: FolderCounts): Generator<string> {
  yield* inWords(table, suspected, 'The next run lists the whole drive anew.')
  yield* inWords(table, accepted, 'It was so again when the whole drive was listed anew.')
}

function* inWords(table: ItemTable, gaps: readonly FolderGap[], remark: string): Generator<string> {
  for (const { id, counted, listed } of gaps.slice(0, MAX_NAMED)) {
    const path = table.pathOf(id)?.join('/')
    yield `The folder ${path ? path : '/'} counts ${counted} items, its listing has ${listed}. ${remark}`
  }
  if (gaps.length > MAX_NAMED) yield `${gaps.length - MAX_NAMED} more folders count other numbers. ${remark}`
}

/**
 * "Success, 0 items" on a drive that is in use is the worst kind of success. Asks for the drive, so it is to be called
 * only where nothing is listed. Raises HF_DRIVE_LOOKS_EMPTY.
 */
export async function refuseEmptyListing(
  source: Pick<DriveSource, 'drive'>,
  driveId: string,
  signal: AbortSignal,
): Promise<void> {
  const drive = await source.drive(driveId, { signal })
  const { used = 0, deleted = 0, fileCount } = drive.quota ?? {}
  // What lies in the recycle bin is used, too.
  if (fileCount === 0 || !(used - deleted > 0)) return
  throw engineErrors.HF_DRIVE_LOOKS_EMPTY({ owner: drive.owner?.user?.displayName ?? driveId, used })
}
