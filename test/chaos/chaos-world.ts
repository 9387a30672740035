import { mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Drive, GraphEmulator } from '@holdfast/graph-emulator'
import { LocalStorage, planPrune, Repository } from '@holdfast/repository'
import type { ChaosJob, JobKind } from './job-messages.ts'
import { differences, type Tree, treeOfDirectory, treeOfDrive } from './trees.ts'

export const PASSWORD = 'chaos'
export const KEEP = 4
const ROOM = 2 * 1024 ** 3

/** An emulated organisation, a person's drive in it, and a folder for vaults and for what is restored. */
export class ChaosWorld implements AsyncDisposable {
  readonly folder: string
  readonly emulator: GraphEmulator
  readonly drive: Drive
  #targets = 0

  private constructor(folder: string, emulator: GraphEmulator) {
    this.folder = folder
    this.emulator = emulator
    this.drive = this.newDrive()
  }

  /** @param egress bytes a second of all downloads together, where a run is to take its time */
  static async make(options: { egress?: number } = {}): Promise<ChaosWorld> {
    const folder = await mkdtemp(join(await quickPlace(), 'holdfast-chaos-'))
    const emulator = await GraphEmulator.start(options.egress ? { egressBytesPerSecond: options.egress } : {})
    return new ChaosWorld(folder, emulator)
  }

  /** An empty vault with a key that is quick to open; gives its folder. */
  async newVault(vault: string = join(this.folder, 'vault')): Promise<string> {
    await Repository.init(new LocalStorage(vault), { password: PASSWORD, kdf: { N: 1024, r: 8, p: 1 } })
    return vault
  }

  newDrive(): Drive {
    const name = `person-${++this.#targets}`
    const user = { displayName: name, userPrincipalName: `${name}@contoso.onmicrosoft.com` }
    const { drive } = this.emulator.tenant.addUser(user)
    if (!drive) throw new Error('the emulator gave no drive')
    return drive
  }

  /** A job on a vault; a restore gets an empty drive or folder of its own. */
  async job(kind: JobKind, vault: string, options: { checkpoints?: boolean } = {}): Promise<ChaosJob> {
    const job: ChaosJob = {
      kind,
      baseUrl: this.emulator.baseUrl,
      token: this.emulator.issueToken(),
      driveId: this.drive.id,
      vault,
      password: PASSWORD,
      keepLast: KEEP,
      checkpoints: options.checkpoints ?? false,
    }
    if (kind === 'restore to drive') return { ...job, targetDriveId: this.newDrive().id }
    if (kind !== 'restore to directory') return job
    const folder = join(this.folder, `target-${++this.#targets}`)
    await mkdir(folder)
    return { ...job, folder }
  }

  /** What is not as it must be once a job has come to its end, however often it was killed before. */
  async wrongAfter(job: ChaosJob, snapshots: readonly Tree[]): Promise<string[]> {
    const newest = snapshots.at(-1) ?? new Map<string, string>()
    switch (job.kind) {
      case 'backup':
        return differences(treeOfDrive(this.drive), newest)
      case 'restore to drive': {
        const target = this.emulator.tenant.drive(job.targetDriveId ?? '')
        return differences(newest, target ? treeOfDrive(target) : new Map())
      }
      case 'restore to directory': {
        const wrong = differences(newest, await treeOfDirectory(job.folder ?? ''))
        await rm(job.folder ?? '', { recursive: true, force: true })
        return wrong
      }
      case 'prune':
        return await wrongAfterPrune(job, snapshots.length)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** Files in memory, where there is room for them: a kill, unlike a power cut, takes nothing that was written. */
async function quickPlace(): Promise<string> {
  const memory = '/dev/shm'
  const found = await statfs(memory).catch(() => undefined)
  return found && found.bavail * found.bsize > ROOM ? memory : tmpdir()
}

async function wrongAfterPrune(job: ChaosJob, snapshots: number): Promise<string[]> {
  const wrong: string[] = []
  const repository = await Repository.open(new LocalStorage(job.vault), { password: PASSWORD })
  const { unusedBytes, remove } = await planPrune(repository)
  if (remove.length > 0) wrong.push(`${remove.length} packs are unused after a prune`)
  if (unusedBytes > 0) wrong.push(`${unusedBytes} bytes are unused after a prune`)
  if (snapshots > KEEP) wrong.push(`${snapshots} snapshots are left`)
  for (const path of await readdir(job.vault, { recursive: true })) {
    if (path.includes('-tmp-') && !path.startsWith('locks')) wrong.push(`${path} is left behind`)
  }
  return wrong
}
