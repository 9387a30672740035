import { GraphEmulator } from '@holdfast/graph-emulator'
import {
  type BudgetOptions,
  type EndCall,
  fixedToken,
  GraphClient,
  type Purpose,
  RequestBudget,
  type RequestKind,
  UNITS,
} from '../src/index.ts'
import { StepClock } from './step-clock.ts'

/** A call that the budget let out. */
export interface LetOut {
  readonly at: number
  readonly units: number
  readonly purpose: Purpose
  /** Milliseconds that it had waited for. */
  readonly waited: number
  /** When the gate opens again, as of then: a call before that time should not have been let out. */
  readonly closedUntil: number
}

/** A budget that remembers. */
class WatchedBudget extends RequestBudget {
  readonly letOut: LetOut[] = []
  readonly #clock: StepClock

  constructor(options: BudgetOptions & { clock: StepClock }) {
    super(options)
    this.#clock = options.clock
  }

  override async begin(
    kind: RequestKind,
    purpose: Purpose = 'backup',
    signal?: AbortSignal,
  ): Promise<EndCall> {
    const asked = this.#clock.now()
    const end = await super.begin(kind, purpose, signal)
    const at = this.#clock.now()
    const { pausedUntil } = this.read()
    this.letOut.push({ at, units: UNITS[kind], purpose, waited: at - asked, closedUntil: pausedUntil })
    return end
  }
}

/** An emulated organisation and its clients, all by one clock that stands still while requests are under way. */
export class ThrottledWorld implements AsyncDisposable {
  readonly emulator: GraphEmulator
  readonly clock: StepClock
  readonly budget: WatchedBudget
  readonly backup: GraphClient
  readonly restore: GraphClient

  private constructor(emulator: GraphEmulator, options: BudgetOptions) {
    this.emulator = emulator
    this.clock = new StepClock({
      busy: () => this.budget.letOut.length > emulator.meter.requests,
      onStep: (now) => emulator.clock.set(now),
    })
    emulator.clock.freeze(this.clock.now())
    this.budget = new WatchedBudget({ ...options, clock: this.clock })
    const token = emulator.issueToken()
    const client = (purpose: Purpose): GraphClient =>
      new GraphClient({
        tokens: fixedToken(token),
        graphRoot: emulator.baseUrl,
        budget: this.budget,
        purpose,
        clock: this.clock,
      })
    this.backup = client('backup')
    this.restore = client('restore')
  }

  /** @param throttling whether the emulator enforces its smallest band */
  static async start(options: BudgetOptions & { throttling?: boolean } = {}): Promise<ThrottledWorld> {
    const { throttling = false, ...budget } = options
    return new ThrottledWorld(await GraphEmulator.start({ throttling, licences: 100 }), budget)
  }

  /** A drive with so many small files. */
  drive(name: string, files: number): { readonly id: string; readonly files: readonly string[] } {
    const userPrincipalName = `${name}@contoso.onmicrosoft.com`
    const { drive } = this.emulator.tenant.addUser({ displayName: name, userPrincipalName })
    const ids = Array.from(
      { length: files },
      (_, i) => drive!.putFile('root', `${i}.txt`, Buffer.from(`${name} ${i}`)).id,
    )
    return { id: drive!.id, files: ids }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.backup[Symbol.asyncDispose]()
    await this.restore[Symbol.asyncDispose]()
    await this.emulator.close()
  }
}
