import type { NewSnapshot, Repository } from '@holdfast/repository'
import type { JobWorld, Protected } from '../jobs/job-world.ts'
import { backUp } from './run-job.ts'

export const DAY = 86_400_000

/** Gives a snapshot another time, and other tags, as if it had been made so. */
export async function retime(
  repository: Repository,
  id: string,
  change: Partial<NewSnapshot>,
): Promise<string> {
  const { id: old, ...snapshot } = await repository.findSnapshot(id)
  const renewed = await repository.saveSnapshot({ ...snapshot, ...change })
  await repository.removeSnapshot(old)
  return renewed
}

/**
 * A vault with real backups of a drive that changed each time, made so many days ago (the oldest first). Rows still say
 * what they said when the backups were made.
 */
export async function agedVault(
  world: JobWorld,
  person: Protected,
  daysAgo: readonly number[],
): Promise<{ vaultId: string; repository: Repository; ids: string[] }> {
  let vaultId = ''
  const made: string[] = []
  for (const [i] of daysAgo.entries()) {
    // A part of what the drive holds is replaced each time: packs of the first backups are partly used.
    const text = `${i} `.repeat(20_000)
    person.user.drive?.putFile('root', `changing ${i % 2}.txt`, Buffer.from(text))
    person.user.drive?.putFile('root', `new ${i}.txt`, Buffer.from(`${text} new`))
    vaultId = await backUp(world, person)
    const repository = await world.vaults.open(vaultId, { reason: 'upkeep' })
    made.push((await repository.findSnapshot('latest')).id)
  }
  const repository = await world.vaults.open(vaultId, { reason: 'upkeep' })
  const ids: string[] = []
  for (const [i, days] of daysAgo.entries()) {
    const time = new Date(world.control.clock.now() - days * DAY).toISOString()
    ids.push(await retime(repository, made[i] as string, { time }))
  }
  return { vaultId, repository, ids }
}
