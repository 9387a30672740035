import { seededRandom, systemClock } from '@holdfast/base'
import { ChaosWorld } from './chaos-world.ts'
import { JobProcesses } from './job-process.ts'

export interface ResumeResult {
  readonly files: number
  /** Files whose download had ended when the process was killed. */
  readonly before: number
  /** Files that the run after it downloaded. */
  readonly after: number
  readonly losses: readonly string[]
}

const FILES = 100
/** Bytes a second: what comes while a checkpoint is being written is little then, on a busy machine too. */
const EGRESS = 400_000
const SHARE = 0.92
/** Files under way, and those that came while the last checkpoint was being written. */
const AFTER_CHECKPOINT = 20
/** Answers that come before the first file. */
const FIRST_ANSWERS = 1

/** Kills a first backup when nine tenths of the files are there, and counts what the run after it downloads. */
export async function killNearTheEnd(seed: number): Promise<ResumeResult> {
  await using world = await ChaosWorld.make({ egress: EGRESS })
  using processes = new JobProcesses()
  const random = seededRandom(seed)
  for (let file = 0; file < FILES; file++) world.drive.putFile('root', `file ${file}`, random.bytes(20_000))
  const job = await world.job('backup', await world.newVault(), { checkpoints: true })
  const downloads = (): number => world.emulator.meter.routes.get('sharepoint.download')?.requests ?? 0
  const occurrence = FIRST_ANSWERS + Math.ceil(FILES * SHARE)
  const ending = await processes.run({ ...job, dieAt: { moment: 'graph: end of an answer', occurrence } })
  if (ending.kind !== 'killed') throw new Error(`the run was not killed: ${JSON.stringify(ending)}`)
  // Answers that nobody takes any more are counted a little later.
  await systemClock.sleep(100)
  const answered = downloads()
  const before = occurrence - FIRST_ANSWERS
  const next = await processes.run(job)
  if (next.kind !== 'done') throw new Error(`the next run: ${JSON.stringify(next)}`)
  const result = { files: FILES, before, after: downloads() - answered }
  const most = FILES - before + AFTER_CHECKPOINT
  return {
    ...result,
    losses:
      result.after > most
        ? [`killed after ${before} of ${FILES} files, the next run downloads ${result.after} again`]
        : [],
  }
}
