import { seededRandom, systemClock } from '@holdfast/base'
import { BlobReader, isCheckpoint, LocalStorage, loadIndex, Repository, walkTree } from '@holdfast/repository'
import { ChaosWorld, PASSWORD } from './chaos-world.ts'
import { JobProcesses } from './job-process.ts'

export interface ResumeResult {
  readonly files: number
  /** Files that the last checkpoint of the killed run names. */
  readonly before: number
  /** Files that the run after it downloaded. */
  readonly after: number
  readonly losses: readonly string[]
}

const FILES = 100
const SHARE = 0.92
/** Milliseconds between two looks at the vault, and after which nothing more is hoped for. */
const LOOK_EVERY = 50
const PATIENCE = 60_000

/**
 * Kills a first backup when nine tenths of the files are there, and counts what the run after it downloads. The service
 * answers no more downloads from then on, so that it does not matter how fast the machine is.
 */
export async function killNearTheEnd(seed: number): Promise<ResumeResult> {
  await using world = await ChaosWorld.make()
  using processes = new JobProcesses()
  const random = seededRandom(seed)
  for (let file = 0; file < FILES; file++) world.drive.putFile('root', `file ${file}`, random.bytes(20_000))
  const vault = await world.newVault()
  const job = await world.job('backup', vault, { checkpoints: true })
  const before = FILES * SHARE
  const stall = world.emulator.faults.add({
    match: { route: 'sharepoint.download' },
    when: { after: before },
    action: { kind: 'stall' },
  })
  const kill = new AbortController()
  const running = processes.run(job, undefined, kill.signal)
  const saved = await savedFiles(vault, before)
  kill.abort()
  const ending = await running
  if (ending.kind !== 'killed') throw new Error(`the run was not killed: ${JSON.stringify(ending)}`)
  world.emulator.faults.remove(stall)
  const next = await processes.run(job)
  if (next.kind !== 'done') throw new Error(`the next run: ${JSON.stringify(next)}`)
  const again = next.downloads - (FILES - before)
  return {
    files: FILES,
    before: saved,
    after: next.downloads,
    losses:
      again > 0
        ? [`killed after ${before} of ${FILES} files, the next run downloads ${again} of them again`]
        : [],
  }
}

/** Waits for a checkpoint that names so many files; gives the number that the last one seen names. */
async function savedFiles(vault: string, wanted: number): Promise<number> {
  const deadline = systemClock.now() + PATIENCE
  for (;;) {
    const found = await countSaved(vault)
    if (found >= wanted || systemClock.now() > deadline) return found
    await systemClock.sleep(LOOK_EVERY)
  }
}

async function countSaved(vault: string): Promise<number> {
  let files = 0
  try {
    const repository = await Repository.open(new LocalStorage(vault), { password: PASSWORD })
    const newest = (await repository.allSnapshots()).findLast(isCheckpoint)
    if (!newest) return 0
    const reader = new BlobReader(repository, await loadIndex(repository))
    for await (const { path } of walkTree(reader, newest.tree)) if (/^\/?\d+\/content\/./.test(path)) files++
  } catch {
    // Files come and go while we look: the next look is whole.
  }
  return files
}
