import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { backupJob, licence } from '../../src/index.ts'
import { JobWorld, type Protected } from '../jobs/job-world.ts'
import { runJob } from '../upkeep/run-job.ts'

/** What encryption leaves, the same in every run: one in some 10,000 of truly random contents looks like text by chance. */
const noise = (n: number, key: string) =>
  createHash('shake256', { outputLength: 5_000 }).update(`${key} ${n}`).digest()
const fill = ({ user }: Protected, content: (n: number) => Buffer) => {
  for (let n = 0; n < 120; n++) user.drive?.putFile('root', `${n}.txt`, content(n))
}
/** Backs up, and gives the job's result. */
async function resultOf(world: JobWorld, { onedriveId, personId }: Protected) {
  const { control, vaults, client } = world
  const handler = backupJob({ control, vaults, graph: async () => client, programVersion: 'holdfast test' })
  const { result } = await runJob(control, 'backup', handler, { onedriveId, personId })
  return result as Record<string, unknown>
}

const alerts = ({ control }: JobWorld) =>
  control.sql.selectFrom('alert').select(['kind', 'details', 'count', 'severity']).execute()

test('files that are encrypted raise an alert, which names the backup before; what follows is compared with what was usual', async () => {
  await using world = await JobWorld.make()
  const adele = await world.person('adele', 1)
  fill(adele, (n) => Buffer.from(`text ${n}`.repeat(1_000)))
  const first = await resultOf(world, adele)
  expect(first).not.toHaveProperty('anomalies')
  adele.user.drive?.putFile('root', '0.txt', Buffer.from('changed'))
  const usual = await resultOf(world, adele)
  fill(adele, (n) => noise(n, 'first'))
  const attacked = await resultOf(world, adele)
  const lastGood = usual.snapshotId
  expect(attacked).toMatchObject({
    anomalies: [
      { kind: 'modified', files: 120, most: 1 },
      { kind: 'encrypted', files: 120, most: 0 },
    ],
    lastGoodSnapshotId: lastGood,
  })
  expect(await alerts(world)).toMatchObject([
    {
      kind: 'anomaly',
      count: 1,
      severity: 'critical',
      details: {
        person: 'adele',
        finding: 'large number of updated files: 120; encrypted files found: 120',
        lastGoodSnapshot: lastGood,
      },
    },
  ])
  fill(adele, (n) => noise(n, 'second'))
  expect(await resultOf(world, adele)).toMatchObject({ lastGoodSnapshotId: lastGood })
  expect(await alerts(world)).toMatchObject([{ kind: 'anomaly', count: 2 }])
})

test('an edition without anomaly detection raises none', async () => {
  await using world = await JobWorld.make()
  await world.control.sql
    .insertInto('setting')
    .values({ key: licence.key, value: JSON.stringify({ editions: ['Business'] }), updatedAt: new Date(0) })
    .execute()
  const adele = await world.person('adele', 1)
  fill(adele, (n) => Buffer.from(`text ${n}`.repeat(1_000)))
  await resultOf(world, adele)
  fill(adele, (n) => noise(n, 'first'))
  expect(await resultOf(world, adele)).not.toHaveProperty('anomalies')
  expect(await alerts(world)).toEqual([])
})
