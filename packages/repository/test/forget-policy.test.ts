import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import {
  applyForgetPolicy,
  BlobWriter,
  type ForgetPolicy,
  LocalStorage,
  loadIndex,
  Repository,
} from '../src/index.ts'
import { FAST_KDF } from './fast-kdf.ts'
import { hasRestic, PASSWORD, restic, resticReason, temporaryDirectory } from './restic.ts'

/** Snapshots at random moments of two years; their tree is empty. */
async function manySnapshots(place: string): Promise<Repository> {
  const repository = await Repository.init(new LocalStorage(place), { password: PASSWORD, kdf: FAST_KDF })
  await using writer = await BlobWriter.open(repository, await loadIndex(repository), { workers: 1 })
  const tree = await writer.writeTree([])
  await writer.flush()
  const random = seededRandom(11)
  let time = Date.parse('2024-01-01T00:00:00Z')
  for (let i = 0; i < 60; i++) {
    time += Math.floor(random.fraction() ** 3 * 60 * 86_400_000) + 1000
    await repository.saveSnapshot({
      time: new Date(time).toISOString(),
      tree,
      paths: ['/OneDrive'],
      hostname: 'onedrive',
    })
  }
  return repository
}

const kept = (repository: Repository, policy: ForgetPolicy): Promise<string[]> =>
  repository.snapshots().then((all) =>
    applyForgetPolicy(all, policy)
      .filter(({ keep }) => keep)
      .map(({ snapshot }) => snapshot.id)
      .sort(),
  )

test('a policy without a rule keeps everything, one that keeps nothing keeps the newest', async () => {
  const repository = await manySnapshots(temporaryDirectory())
  expect(await kept(repository, {})).toHaveLength(60)
  expect(await kept(repository, { keepTags: ['none has it'] })).toEqual([
    (await repository.findSnapshot('latest')).id,
  ])
})

describe.skipIf(!hasRestic)(`the same snapshots as restic keeps${resticReason}`, () => {
  test('for every rule, alone and together', async () => {
    const place = temporaryDirectory()
    const repository = await manySnapshots(place)
    const password = join(temporaryDirectory(), 'password')
    writeFileSync(password, PASSWORD)
    expect(restic(place, ['snapshots', '--json']).length).toBeGreaterThan(1000)
    const policies: ForgetPolicy[] = [
      { keepLast: 5 },
      { keepHourly: 4 },
      { keepDaily: 7 },
      { keepWeekly: 6 },
      { keepMonthly: 9 },
      { keepYearly: 2 },
      { keepLast: 2, keepDaily: 5, keepWeekly: 4, keepMonthly: 6, keepYearly: 3 },
    ]
    for (const policy of policies) {
      const flags = Object.entries(policy).flatMap(([rule, count]) => [
        `--${rule.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`,
        String(count),
      ])
      const cache = temporaryDirectory()
      const args = [
        '-r',
        place,
        '--password-file',
        password,
        '--cache-dir',
        cache,
        'forget',
        '--dry-run',
        '--json',
        ...flags,
      ]
      // biome-ignore lint/style/noProcessEnv: restic counts days in its own zone
      const output = execFileSync('restic', args, { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } })
      const [group] = JSON.parse(output) as [{ keep: { id: string }[] }]
      expect(await kept(repository, policy), JSON.stringify(policy)).toEqual(
        group.keep.map(({ id }) => id).sort(),
      )
    }
  })
})
