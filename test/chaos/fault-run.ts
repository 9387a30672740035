import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Random, seededRandom } from '@holdfast/base'
import { ChaosWorld, KEEP, PASSWORD } from './chaos-world.ts'
import { type FileMoment, watchFiles } from './file-moments.ts'
import { JOB_KINDS, type JobKind } from './job-messages.ts'
import { codesOf, performJob } from './perform-job.ts'
import { stirDrive } from './stir-drive.ts'
import { type Tree, treeOfDrive } from './trees.ts'
import { VaultWatch } from './vault-watch.ts'

export interface FaultOptions {
  readonly seed: number
  readonly withRestic: boolean
  /** Faults to make: one of each kind first, then any others (default: at every moment). */
  readonly faults?: number
  readonly onFault?: (fault: Fault, count: number) => void
}

export interface Fault {
  readonly job: JobKind
  /** The call of the file system, and whether it fails before, after or in the middle of its effect. */
  readonly at: string
  /** `EIO`: this call alone fails. `ENOSPC`: from this one on there is no space, until the job has ended. */
  readonly error: 'EIO' | 'ENOSPC'
  /** What the job said; none when it came through. */
  readonly codes: readonly string[]
}

export interface FaultResult {
  /** Moments at which a fault was possible. */
  readonly places: number
  readonly faults: readonly Fault[]
  readonly ownChecks: number
  readonly resticChecks: number
  readonly comparisons: number
  readonly losses: readonly string[]
}

/** Every so many-th state after a fault is also checked by restic, whose start takes long. */
const RESTIC_ONE_IN = 10
const NEEDS_SPACE = /^(?:make|write) /

/** Lets the calls to the file system of each kind of job fail, one in each run, and looks whether anything was lost. */
export async function runFaults(options: FaultOptions): Promise<FaultResult> {
  await using world = await ChaosWorld.make()
  return await new FaultRun(options, world).run()
}

/** A moment of a job, as a run without faults passes it. */
interface Place {
  readonly kind: JobKind
  readonly error: Fault['error']
  readonly name: string
  /** 1 for the first moment of this name. */
  readonly occurrence: number
}

class FaultRun {
  readonly #options: FaultOptions
  readonly #world: ChaosWorld
  readonly #template: string
  readonly #vault: string
  readonly #watch: VaultWatch
  readonly #random: Random
  readonly #faults: Fault[] = []
  #snapshots: ReadonlyMap<string, Tree> = new Map()

  constructor(options: FaultOptions, world: ChaosWorld) {
    this.#options = options
    this.#world = world
    this.#random = seededRandom(options.seed)
    this.#template = join(world.folder, 'template')
    this.#vault = join(world.folder, 'vault')
    const { folder: scratch } = world
    const { withRestic } = options
    this.#watch = new VaultWatch({ vault: this.#vault, password: PASSWORD, scratch, withRestic })
  }

  async run(): Promise<FaultResult> {
    await this.#makeTemplate()
    const places: Place[] = []
    for (const kind of JOB_KINDS) places.push(...(await this.#placesOf(kind)))
    for (const place of inTurn(places, this.#random).slice(0, this.#options.faults)) await this.#try(place)
    await this.#watch.settled()
    const { ownChecks, resticChecks, comparisons, losses } = this.#watch
    return { places: places.length, faults: this.#faults, ownChecks, resticChecks, comparisons, losses }
  }

  /** A vault with more snapshots than a prune keeps, and a drive that has changed since. */
  async #makeTemplate(): Promise<void> {
    const random = this.#random
    const { drive } = this.#world
    await this.#world.newVault(this.#vault)
    stirDrive(drive, random, 12)
    for (let snapshot = 0; snapshot < KEEP + 2; snapshot++) {
      stirDrive(drive, random, 2)
      await performJob(await this.#world.job('backup', this.#vault))
      await this.#watch.look({
        where: 'at the beginning',
        current: treeOfDrive(drive),
        mayBeGone: new Set(),
        restic: false,
      })
    }
    stirDrive(drive, random, 5)
    this.#snapshots = new Map(this.#watch.expected)
    await cp(this.#vault, this.#template, { recursive: true })
  }

  /** All moments of a job at which a call may fail. */
  async #placesOf(kind: JobKind): Promise<Place[]> {
    const places: Place[] = []
    const seen = new Map<string, number>()
    await this.#perform(kind, ({ name, phase, changes }) => {
      const occurrence = (seen.get(name) ?? 0) + 1
      seen.set(name, occurrence)
      // A read that fails after it was done is one that failed.
      if (changes || phase === 'before') places.push({ kind, error: 'EIO', name, occurrence })
      if (NEEDS_SPACE.test(name) && phase !== 'after')
        places.push({ kind, error: 'ENOSPC', name, occurrence })
    })
    return places
  }

  async #try({ kind, error, ...place }: Place): Promise<void> {
    const seen = new Map<string, number>()
    let failing = false
    const { raised, again } = await this.#perform(kind, ({ name, phase, leave }) => {
      const occurrence = (seen.get(name) ?? 0) + 1
      seen.set(name, occurrence)
      const here = name === place.name && occurrence === place.occurrence
      if (!here && !(failing && error === 'ENOSPC' && phase === 'before' && NEEDS_SPACE.test(name))) return
      failing = true
      leave?.()
      throw systemError(error)
    })
    const where = `${kind}, ${error} at ${place.name} (${place.occurrence}.)`
    const codes = raised === undefined ? [] : codesOf(raised)
    if (codes === undefined) this.#watch.losses.push(`${where}: raises without a code: ${String(raised)}`)
    const fault = { job: kind, at: place.name, error, codes: codes ?? [] }
    this.#faults.push(fault)
    this.#options.onFault?.(fault, this.#faults.length)
    await again(where)
  }

  /** The job on a copy of the template; `again` looks at what it left, does it once more and looks at that. */
  async #perform(
    kind: JobKind,
    onMoment: (moment: FileMoment) => void,
  ): Promise<{ raised: unknown; again: (where: string) => Promise<void> }> {
    await rm(this.#vault, { recursive: true, force: true })
    await cp(this.#template, this.#vault, { recursive: true })
    this.#watch.expected.clear()
    for (const [id, tree] of this.#snapshots) this.#watch.expected.set(id, tree)
    const job = await this.#world.job(kind, this.#vault, { checkpoints: true })
    const current = treeOfDrive(this.#world.drive)
    const mayBeGone = new Set(kind === 'prune' ? [...this.#snapshots.keys()].slice(0, -KEEP) : [])
    const look = (where: string): Promise<void> =>
      this.#watch.look({
        where,
        current,
        mayBeGone,
        restic: this.#faults.length % RESTIC_ONE_IN === 1,
      })
    let raised: unknown
    {
      using _ = watchFiles(
        { vault: this.#vault, ...(job.folder !== undefined && { target: job.folder }) },
        onMoment,
      )
      raised = await performJob(job).then(
        () => undefined,
        (reason: unknown) => reason ?? new Error('nothing was raised'),
      )
    }
    const again = async (where: string): Promise<void> => {
      await look(where)
      try {
        await performJob(job)
      } catch (error) {
        this.#watch.losses.push(`${where}: the next run fails: ${String(error)}`)
        return
      }
      await look(`${where}, the next run`)
      const wrong = await this.#world.wrongAfter(job, [...this.#watch.expected.values()])
      for (const what of wrong) this.#watch.losses.push(`${where}, after the next run: ${what}`)
    }
    return { raised, again }
  }
}

/** A place of each name first, then the others; the kinds of jobs by turns, all else in an order of chance. */
function inTurn(places: readonly Place[], random: Random): Place[] {
  const shuffled = places
    .map((place) => ({ place, order: random.fraction() }))
    .sort((a, b) => a.order - b.order)
    .map(({ place }) => place)
  const turns = new Map<string, number>()
  const turnOf = (key: string): number => {
    turns.set(key, (turns.get(key) ?? 0) + 1)
    return turns.get(key) ?? 0
  }
  return shuffled
    .map((place) => ({ place, repeated: turnOf(`${place.kind} ${place.error} ${place.name}`) > 1 }))
    .sort((a, b) => Number(a.repeated) - Number(b.repeated))
    .map(({ place, repeated }) => ({ place, repeated, turn: turnOf(`${place.kind} ${repeated}`) }))
    .sort((a, b) => Number(a.repeated) - Number(b.repeated) || a.turn - b.turn)
    .map(({ place }) => place)
}

function systemError(code: Fault['error']): Error {
  const [errno, what] = code === 'EIO' ? [-5, 'i/o error'] : [-28, 'no space left on device']
  return Object.assign(new Error(`${code}: ${what}`), { errno, code })
}
