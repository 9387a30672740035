import { check, loadIndex } from '@holdfast/repository'
import type { ControlWorld } from '../../../bench/src/control/control-world.ts'

export interface DayAfter {
  readonly jobs: number
  readonly snapshots: number
  readonly losses: readonly string[]
}

/** What became of everybody's backups: rows against vaults, jobs against slots. */
export async function lossesOf(world: ControlWorld): Promise<DayAfter> {
  const { sql } = world.control
  const losses: string[] = []
  const jobs = await sql.selectFrom('job').selectAll().execute()
  const drives = await sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .selectAll('onedrive')
    .select('person.principalName')
    .execute()
  if (drives.length === 0) losses.push('nobody came from the directory')
  for (const { id, kind, state } of jobs)
    if (state === 'queued' || state === 'running') losses.push(`job ${id} (${kind}) is ${state} for ever`)
  let snapshots = 0
  for (const drive of drives) {
    const own = jobs.filter(({ onedriveId, kind }) => onedriveId === drive.id && kind === 'backup')
    losses.push(...statusOf(drive, own).map((loss) => `${drive.principalName}: ${loss}`))
    if (drive.vaultId === null) continue
    const kept = await snapshotsOf(world, drive.vaultId)
    snapshots += kept.count
    losses.push(...kept.losses.map((loss) => `${drive.principalName}: ${loss}`))
  }
  return { jobs: jobs.length, snapshots, losses }
}

interface DriveState {
  readonly lastStatus: string
  readonly lastSuccessAt: Date | null
  readonly nextSlotAt: Date | null
}

interface JobState {
  readonly state: string
  readonly slotAt: Date | null
  readonly result: object | null
  readonly error: string | null
}

function statusOf(drive: DriveState, jobs: readonly JobState[]): string[] {
  const losses: string[] = []
  if (drive.lastStatus !== 'success') losses.push(`its status is ${drive.lastStatus}`)
  if (drive.lastSuccessAt === null) losses.push('it was never backed up')
  if (drive.nextSlotAt === null) losses.push('it is stuck: no next slot')
  const slots = jobs.map(({ slotAt }) => slotAt?.getTime())
  if (new Set(slots).size !== slots.length) losses.push('a slot was filled twice')
  for (const { state, result, error } of jobs) {
    if (state === 'failed') losses.push(`a job failed: ${error}`)
    if (state === 'succeeded' && result === null) losses.push('a job succeeded without a result')
  }
  return losses
}

async function snapshotsOf(
  { control: { sql }, vaults }: ControlWorld,
  vaultId: string,
): Promise<{ count: number; losses: string[] }> {
  const losses: string[] = []
  const repository = await vaults.open(vaultId, { reason: 'upkeep' })
  const stored = (await repository.snapshots()).filter(({ tags = [] }) => !tags.includes('checkpoint'))
  const rows = await sql
    .selectFrom('snapshot')
    .select('id')
    .where('vaultId', '=', vaultId)
    .where('forgottenAt', 'is', null)
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  const there = new Set<string>(stored.map(({ id }) => id))
  for (const id of there) if (!known.has(id)) losses.push(`snapshot ${id.slice(0, 8)} has no row`)
  for (const id of known)
    if (!there.has(id)) losses.push(`the snapshot of row ${id.slice(0, 8)} is not there`)
  const trees = stored.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time)).map(({ tree }) => tree)
  if (trees.some((tree, at) => tree === trees[at - 1])) losses.push('a snapshot was made twice')
  const { findings } = await check(repository, { readData: true })
  for (const { level, message } of findings) if (level === 'error') losses.push(message)
  await loadIndex(repository)
  return { count: stored.length, losses }
}
