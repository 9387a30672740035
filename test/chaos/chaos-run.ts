import { type Random, seededRandom } from '@holdfast/base'
import { ChaosWorld, KEEP, PASSWORD } from './chaos-world.ts'
import { type ChaosJob, JOB_KINDS, type JobKind } from './job-messages.ts'
import { type Ending, JobProcesses } from './job-process.ts'
import { Moments } from './moments.ts'
import { stirDrive } from './stir-drive.ts'
import { treeOfDrive } from './trees.ts'
import { VaultWatch } from './vault-watch.ts'

export interface ChaosOptions {
  readonly kills: number
  readonly seed: number
  /** Also have the restic program check every state that a kill leaves. */
  readonly withRestic: boolean
  readonly onKill?: (kill: Kill, count: number) => void
}

export interface Kill {
  readonly job: JobKind
  readonly at: string
}

export interface ChaosResult {
  readonly seed: number
  readonly kills: readonly Kill[]
  /** Moments that runs were seen to pass, and nobody was killed at. */
  readonly spared: readonly Kill[]
  /** Runs that came to their end. */
  readonly finished: number
  /** Of those: after kills of the same job. */
  readonly resumed: number
  readonly ownChecks: number
  readonly resticChecks: number
  /** Snapshots that were read and compared. */
  readonly comparisons: number
  readonly losses: readonly string[]
}

/** Times that one job is killed before it may finish. */
const MOST_KILLS = 4
/** Milliseconds after which a kill from outside comes at the latest. */
const LONGEST_WAIT = 500
const TURNS: readonly JobKind[] = [
  'backup',
  'prune',
  'backup',
  'restore to drive',
  'backup',
  'restore to directory',
]
/** Of ten kills one comes from outside, at any moment. */
const FROM_OUTSIDE = 0.1
const OUTSIDE = 'from outside, at any moment'

/** Kills processes at work on a vault until there were enough kills, and looks after each whether anything was lost. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  await using world = await ChaosWorld.make()
  using processes = new JobProcesses()
  const vault = await world.newVault()
  return await new ChaosRun(options, world, vault, processes).run()
}

class ChaosRun {
  readonly #options: ChaosOptions
  readonly #random: Random
  readonly #world: ChaosWorld
  readonly #vault: string
  readonly #processes: JobProcesses
  readonly #watch: VaultWatch
  readonly #moments: Moments
  readonly #kills: Kill[] = []
  #finished = 0
  #resumed = 0

  constructor(options: ChaosOptions, world: ChaosWorld, vault: string, processes: JobProcesses) {
    this.#options = options
    this.#random = seededRandom(options.seed)
    this.#world = world
    this.#vault = vault
    this.#processes = processes
    this.#moments = new Moments(this.#random)
    const { folder: scratch } = world
    this.#watch = new VaultWatch({ vault, password: PASSWORD, scratch, withRestic: options.withRestic })
  }

  async run(): Promise<ChaosResult> {
    stirDrive(this.#world.drive, this.#random, 60)
    // Each kind of job once in peace, to learn of the moments that it passes.
    for (const kind of JOB_KINDS) await this.#runOnce(await this.#world.job(kind, this.#vault), false)
    for (let turn = 0; this.#kills.length < this.#options.kills && this.#watch.losses.length === 0; turn++) {
      await this.#cycle(TURNS[turn % TURNS.length] as JobKind)
    }
    await this.#watch.settled()
    const { ownChecks, resticChecks, comparisons, losses } = this.#watch
    return {
      seed: this.#options.seed,
      kills: this.#kills,
      spared: this.#moments.spared().map(({ kind, name }) => ({ job: kind, at: name })),
      finished: this.#finished,
      resumed: this.#resumed,
      ownChecks,
      resticChecks,
      comparisons,
      losses,
    }
  }

  /** One job, killed a few times, then left to finish. */
  async #cycle(kind: JobKind): Promise<void> {
    const { drive } = this.#world
    stirDrive(drive, this.#random, 1 + Math.floor(this.#random.fraction() * 12))
    const checkpoints = this.#random.fraction() < 0.7
    const job = await this.#world.job(kind, this.#vault, { checkpoints })
    const attempts = 1 + Math.floor(this.#random.fraction() * MOST_KILLS)
    let kills = 0
    for (let attempt = 0; attempt < attempts; attempt++) {
      const ending = await this.#runOnce(job, true)
      if (ending.kind !== 'killed') break
      kills++
    }
    const { uploads } = this.#world.emulator.tenant
    const open = uploads.size
    const ending = await this.#runOnce(job, false)
    if (ending.kind !== 'done') return
    if (kills > 0) this.#resumed++
    const wrong = await this.#world.wrongAfter(job, [...this.#watch.expected.values()])
    // Nobody knows the URLs of a killed process any more: Microsoft ends its sessions, within a day.
    if (uploads.size > open) wrong.push('an upload session is left open')
    for (const what of wrong)
      this.#watch.losses.push(`${job.kind}, after kill ${this.#kills.length}: ${what}`)
  }

  async #runOnce(job: ChaosJob, deadly: boolean): Promise<Ending> {
    const moment =
      deadly && this.#random.fraction() >= FROM_OUTSIDE ? this.#moments.choose(job.kind) : undefined
    const ending = await this.#processes.run(
      { ...job, ...(moment && { dieAt: moment }) },
      deadly && !moment ? this.#random.fraction() * LONGEST_WAIT : undefined,
    )
    let where = `kill ${this.#kills.length + 1}, ${job.kind}`
    if (ending.kind === 'failed') this.#watch.losses.push(`${where}: the run fails: ${ending.error}`)
    if (ending.kind === 'done') {
      this.#finished++
      this.#moments.passed(job.kind, ending.moments)
    }
    if (ending.kind === 'killed') {
      const kill = { job: job.kind, at: ending.at ?? OUTSIDE }
      where += ` (${kill.at})`
      this.#moments.killed(job.kind, kill.at)
      this.#kills.push(kill)
      this.#options.onKill?.(kill, this.#kills.length)
    }
    await this.#watch.look({
      where,
      current: treeOfDrive(this.#world.drive),
      mayBeGone: this.#forgettable(job),
      restic: ending.kind === 'killed',
    })
    return ending
  }

  #forgettable(job: ChaosJob): ReadonlySet<string> {
    return new Set(job.kind === 'prune' ? [...this.#watch.expected.keys()].slice(0, -KEEP) : [])
  }
}
