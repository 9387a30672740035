import { execFileSync } from 'node:child_process'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seededRandom } from '@holdfast/base'
import { ChaosWorld, PASSWORD } from './chaos-world.ts'
import { type ChaosJob, JOB_KINDS, type JobKind } from './job-messages.ts'
import { codesOf, performJob } from './perform-job.ts'
import { stirDrive } from './stir-drive.ts'
import { treeOfDrive } from './trees.ts'
import { VaultWatch } from './vault-watch.ts'

export interface FullDiskOptions {
  readonly seed: number
  readonly withRestic: boolean
  /** Bytes that are free when a job begins, one after the other. */
  readonly rooms?: readonly number[]
}

export interface FullDiskResult {
  readonly runs: readonly {
    readonly job: JobKind
    readonly room: number
    readonly codes: readonly string[]
  }[]
  readonly ownChecks: number
  readonly resticChecks: number
  readonly losses: readonly string[]
}

const DISK = 32 * 1024 * 1024
const ROOMS = [0, 4096, 16_384, 65_536, 262_144, 1_048_576, 2_097_152]
const ALLOWED = ['HF_STORAGE_FULL', 'HF_TARGET_NOT_WRITABLE', 'HF_TARGET_FOLDER_MISSING']

/**
 * Runs jobs on a small file system of its own that is full at some moment of each, then with space again. Undefined where
 * this process may not mount one.
 */
export async function runFullDisk(options: FullDiskOptions): Promise<FullDiskResult | undefined> {
  await using world = await ChaosWorld.make()
  const disk = join(world.folder, 'disk')
  await mkdir(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  try {
    return await fill(world, disk, options)
  } finally {
    execFileSync('umount', ['--lazy', disk])
  }
}

async function fill(
  world: ChaosWorld,
  disk: string,
  { seed, withRestic, rooms = ROOMS }: FullDiskOptions,
): Promise<FullDiskResult> {
  const random = seededRandom(seed)
  const vault = await world.newVault(join(disk, 'vault'))
  const watch = new VaultWatch({ vault, password: PASSWORD, scratch: world.folder, withRestic })
  const runs: FullDiskResult['runs'][number][] = []
  const perform = async (job: ChaosJob, where: string, mayFail: boolean): Promise<string[]> => {
    const error = await performJob(job).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    const codes = [...new Set(error === undefined ? [] : (codesOf(error) ?? [String(error)]))]
    const allowed = mayFail ? ALLOWED : []
    if (codes.some((code) => !allowed.includes(code)))
      watch.losses.push(`${where}: ends with ${codes.join(', ')}`)
    const mayBeGone = new Set(job.kind === 'prune' ? [...watch.expected.keys()].slice(0, -job.keepLast) : [])
    await watch.look({ where, current: treeOfDrive(world.drive), mayBeGone, restic: mayFail })
    return codes
  }
  stirDrive(world.drive, random, 12)
  await perform(await world.job('backup', vault), 'at the beginning', false)
  const ballast = join(disk, 'ballast')
  for (const room of rooms) {
    stirDrive(world.drive, random, 4)
    world.drive.putFile('root', `large ${room}`, random.bytes(1_500_000))
    for (const kind of JOB_KINDS) {
      if (kind === 'restore to drive') continue
      const made = await world.job(kind, vault, { checkpoints: true })
      const job = kind === 'restore to directory' ? { ...made, folder: join(disk, `restored ${room}`) } : made
      const { bavail, bsize } = await statfs(disk)
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - room)))
      const codes = await perform(job, `${kind} with ${room} bytes free`, true)
      runs.push({ job: kind, room, codes })
      await rm(ballast)
      await perform(job, `${kind}, once there is room again`, false)
      const wrong = await world.wrongAfter(job, [...watch.expected.values()])
      for (const what of wrong) watch.losses.push(`${kind} with ${room} bytes free, then with more: ${what}`)
    }
  }
  await watch.settled()
  const { ownChecks, resticChecks, losses } = watch
  return { runs, ownChecks, resticChecks, losses }
}
