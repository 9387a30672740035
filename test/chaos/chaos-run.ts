import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, seededRandom } from '@holdfast/base'
import { type Drive, GraphEmulator } from '@holdfast/graph-emulator'
import { LocalStorage, planPrune, Repository } from '@holdfast/repository'
import { type ChaosJob, type EventFamily, JOB_KINDS, type JobKind } from './job-messages.ts'
import { type Ending, JobProcesses } from './job-process.ts'
import { stirDrive } from './stir-drive.ts'
import { differences, treeOfDirectory, treeOfDrive } from './trees.ts'
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
  /** Runs that came to their end. */
  readonly finished: number
  readonly ownChecks: number
  readonly resticChecks: number
  /** Snapshots that were read whole and compared. */
  readonly comparisons: number
  readonly losses: readonly string[]
}

const PASSWORD = 'chaos'
const KEEP = 4
/** Times that one job is killed before it may finish. */
const MOST_KILLS = 7
/** Moments of a job until one has told how many there are. */
const FIRST_GUESS = 60
/** Milliseconds after which a kill from outside comes at the latest. */
const LONGEST_WAIT = 500
/** Of ten kills one comes from outside, at any moment. */
const FROM_OUTSIDE = 0.1

/** Kills processes at work on a vault until there were enough kills, and looks after each whether anything was lost. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-chaos-'))
  await using emulator = await startEmulator()
  using processes = new JobProcesses()
  try {
    return await new ChaosRun(options, folder, emulator.running, processes).run()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function startEmulator(): Promise<AsyncDisposable & { running: GraphEmulator }> {
  const running = await GraphEmulator.start()
  return { running, [Symbol.asyncDispose]: () => running.close() }
}

class ChaosRun {
  readonly #options: ChaosOptions
  readonly #random: Random
  readonly #emulator: GraphEmulator
  readonly #processes: JobProcesses
  readonly #folder: string
  readonly #vault: string
  readonly #watch: VaultWatch
  readonly #drive: Drive
  readonly #kills: Kill[] = []
  /** Moments in a run, by kind of job and family. */
  readonly #events = new Map<string, number>()
  #finished = 0
  #targets = 0

  constructor(options: ChaosOptions, folder: string, emulator: GraphEmulator, processes: JobProcesses) {
    this.#options = options
    this.#random = seededRandom(options.seed)
    this.#emulator = emulator
    this.#processes = processes
    this.#folder = folder
    this.#vault = join(folder, 'vault')
    this.#watch = new VaultWatch({
      vault: this.#vault,
      password: PASSWORD,
      scratch: folder,
      withRestic: options.withRestic,
    })
    this.#drive = this.#newDrive('owner')
  }

  async run(): Promise<ChaosResult> {
    await Repository.init(new LocalStorage(this.#vault), { password: PASSWORD, kdf: { N: 1024, r: 8, p: 1 } })
    stirDrive(this.#drive, this.#random, 60)
    while (this.#kills.length < this.#options.kills && this.#watch.losses.length === 0) {
      await this.#cycle()
    }
    await this.#watch.settled()
    const { ownChecks, resticChecks, comparisons, losses } = this.#watch
    return {
      seed: this.#options.seed,
      kills: this.#kills,
      finished: this.#finished,
      ownChecks,
      resticChecks,
      comparisons,
      losses,
    }
  }

  /** One job, killed a few times, then left to finish. */
  async #cycle(): Promise<void> {
    stirDrive(this.#drive, this.#random, 1 + Math.floor(this.#random.fraction() * 12))
    const job = await this.#chooseJob()
    const attempts = 1 + Math.floor(this.#random.fraction() * MOST_KILLS)
    for (let attempt = 0; attempt < attempts; attempt++) {
      const ending = await this.#runOnce(job, true)
      if (ending.kind !== 'killed') break
    }
    const ending = await this.#runOnce(job, false)
    if (ending.kind !== 'done') return
    await this.#compareOutcome(job)
  }

  async #runOnce(job: ChaosJob, deadly: boolean): Promise<Ending> {
    const family = this.#familyFor(job.kind)
    const events = this.#events.get(job.kind + family) ?? FIRST_GUESS
    // A restore to a directory passes no moment that could be chosen: it writes to the file system alone.
    const outside = deadly && (job.kind === 'restore to directory' || this.#random.fraction() < FROM_OUTSIDE)
    const dieAt = deadly && !outside ? { dieAt: 1 + Math.floor(this.#random.fraction() * events) } : {}
    const ending = await this.#processes.run(
      { ...job, ...dieAt, family },
      outside ? this.#random.fraction() * LONGEST_WAIT : undefined,
    )
    const where = `kill ${this.#kills.length + 1}, ${job.kind}`
    if (ending.kind === 'failed') this.#watch.losses.push(`${where}: the run fails: ${ending.error}`)
    if (ending.kind === 'done') {
      this.#finished++
      this.#events.set(job.kind + family, ending.events)
    }
    if (ending.kind === 'killed') {
      const kill = { job: job.kind, at: ending.at }
      this.#kills.push(kill)
      this.#options.onKill?.(kill, this.#kills.length)
    }
    const at = ending.kind === 'killed' ? ` (${ending.at})` : ''
    const look = { where: where + at, current: treeOfDrive(this.#drive), mayBeGone: this.#forgettable(job) }
    await this.#watch.look({ ...look, killed: ending.kind === 'killed' })
    return ending
  }

  async #chooseJob(): Promise<ChaosJob> {
    const roll = this.#random.fraction()
    const early = this.#watch.expected.size === 0
    const kind: JobKind =
      early || roll < 0.55 ? 'backup' : roll < 0.7 ? 'prune' : roll < 0.88 ? JOB_KINDS[2] : JOB_KINDS[3]
    const job: ChaosJob = {
      kind,
      baseUrl: this.#emulator.baseUrl,
      token: this.#emulator.issueToken(),
      driveId: this.#drive.id,
      vault: this.#vault,
      password: PASSWORD,
      keepLast: KEEP,
      family: 'graph',
      checkpoints: this.#random.fraction() < 0.7,
    }
    if (kind === 'restore to drive') return { ...job, target: this.#newDrive(`target ${++this.#targets}`).id }
    if (kind !== 'restore to directory') return job
    const target = join(this.#folder, `target-${++this.#targets}`)
    await mkdir(target)
    return { ...job, target }
  }

  /** A prune asks Microsoft nothing; a restore changes nothing in the vault. */
  #familyFor(kind: JobKind): EventFamily {
    if (kind === 'backup') return this.#random.fraction() < 0.6 ? 'storage' : 'graph'
    return kind === 'prune' ? 'storage' : 'graph'
  }

  /** A job that came to its end did what it is for, however often it was killed before. */
  async #compareOutcome(job: ChaosJob): Promise<void> {
    const newest = [...this.#watch.expected.values()].at(-1)
    const wrong: string[] = []
    if (job.kind === 'backup') wrong.push(...differences(treeOfDrive(this.#drive), newest ?? new Map()))
    if (job.kind === 'restore to drive' && newest) {
      const target = this.#emulator.tenant.drive(job.target ?? '')
      wrong.push(...differences(newest, target ? treeOfDrive(target) : new Map()))
    }
    if (job.kind === 'restore to directory' && newest && job.target) {
      wrong.push(...differences(newest, await treeOfDirectory(job.target)))
      await rm(job.target, { recursive: true, force: true })
    }
    if (job.kind === 'prune') {
      const repository = await Repository.open(new LocalStorage(this.#vault), { password: PASSWORD })
      const { remove } = await planPrune(repository)
      if (remove.length > 0) wrong.push(`${remove.length} packs are unused after a prune`)
      if (this.#watch.expected.size > KEEP) wrong.push(`${this.#watch.expected.size} snapshots are left`)
    }
    for (const what of wrong)
      this.#watch.losses.push(`${job.kind}, after kill ${this.#kills.length}: ${what}`)
  }

  #forgettable(job: ChaosJob): ReadonlySet<string> {
    return new Set(job.kind === 'prune' ? [...this.#watch.expected.keys()].slice(0, -KEEP) : [])
  }

  #newDrive(name: string): Drive {
    const { drive } = this.#emulator.tenant.addUser({
      displayName: name,
      userPrincipalName: `${name.replace(' ', '-')}@contoso.onmicrosoft.com`,
    })
    if (!drive) throw new Error('the emulator gave no drive')
    return drive
  }
}
