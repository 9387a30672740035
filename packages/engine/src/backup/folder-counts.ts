import { hasCode } from '@holdfast/base'
import type { ItemTable } from '../items/item-table.ts'
import type { FolderCounts, FolderGap } from '../snapshot/drive-state.ts'
import type { DriveSource } from './drive-source.ts'

/** Folders asked about in one run: the numbers come with the listing as a rule. */
const MAX_LOOKS = 3

/** Gaps kept in the drive's state: more of them say nothing more. */
const MAX_GAPS = 100

export interface FolderCheckOptions {
  readonly table: ItemTable
  /** What each folder of the listing said of the number of its children; 0 may mean that it does not know. */
  readonly claims: ReadonlyMap<string, number>
  /** Whether the whole drive was listed: what differs then is not for want of a tombstone. */
  readonly enumerated: boolean
  /** What the run before knew. */
  readonly before?: FolderCounts
  readonly source: Pick<DriveSource, 'item'>
  readonly driveId: string
  readonly signal?: AbortSignal
}

/**
 * Compares the number of items in each listed folder with what the folder says of itself. A difference is looked at once
 * more (three requests at most, none where all agree), since a number may be older than the listing. What stays is a
 * suspicion, for which the next run lists the whole drive; what stays after that is accepted as Microsoft's own miscount.
 */
export async function checkFolders(options: FolderCheckOptions): Promise<FolderCounts> {
  const { table, claims, enumerated, before = NOTHING_KNOWN } = options
  const explained = gapsById(enumerated ? [...before.accepted, ...before.suspected] : before.accepted)
  const doubtful = differences(table, claims).filter((gap) => !isSame(explained.get(gap.id), gap))
  const agreed = differences(table, claims).filter((gap) => isSame(explained.get(gap.id), gap))
  const looks = doubtful.slice(0, MAX_LOOKS)
  const suspected: FolderGap[] = []
  for (const gap of looks) {
    const counted = await lookAt(gap.id, options)
    if (counted !== undefined && isMeant(gap, counted)) suspected.push({ ...gap, counted })
  }
  // Where the numbers that were looked at hold, those of the other folders do, too.
  if (suspected.length === looks.length)
    suspected.push(...doubtful.slice(MAX_LOOKS).filter(({ counted }) => counted > 0))
  // A folder that this run did not hear of still is as it was.
  const unheard = enumerated ? [] : before.accepted.filter(({ id }) => !claims.has(id) && table.has(id))
  return { suspected: suspected.slice(0, MAX_GAPS), accepted: [...unheard, ...agreed].slice(0, MAX_GAPS) }
}

export const NOTHING_KNOWN: FolderCounts = { suspected: [], accepted: [] }

/** The folders whose number differs, those first whose number is one for sure. */
function differences(table: ItemTable, claims: ReadonlyMap<string, number>): FolderGap[] {
  const found: FolderGap[] = []
  for (const [id, counted] of claims) {
    if (!table.has(id)) continue
    const listed = table.childCount(id)
    if (listed !== counted) found.push({ id, counted, listed })
  }
  return found.sort((a, b) => Number(b.counted > 0) - Number(a.counted > 0))
}

/** A third number means that the folder is changing right now: the next delta tells. */
function isMeant(gap: FolderGap, counted: number): boolean {
  return counted !== gap.listed && (gap.counted === 0 || gap.counted === counted)
}

function isSame(known: FolderGap | undefined, gap: FolderGap): boolean {
  return known !== undefined && known.counted - known.listed === gap.counted - gap.listed
}

function gapsById(gaps: readonly FolderGap[]): Map<string, FolderGap> {
  return new Map(gaps.map((gap) => [gap.id, gap]))
}

async function lookAt(id: string, options: FolderCheckOptions): Promise<number | undefined> {
  const { source, driveId, signal } = options
  try {
    return (await source.item(driveId, id, { ...(signal && { signal }) })).folder?.childCount
  } catch (error) {
    if (hasCode(error, 'HF_ITEM_GONE')) return undefined
    throw error
  }
}
