import type { Dice } from './dice.ts'
import type { Operation } from './document/operation.ts'
import type { Document } from './document/schema.ts'
import { anyDraft } from './generate/any-draft.ts'
import { ValueMaker } from './generate/any-value.ts'
import type { Draft } from './generate/draft.ts'
import { KnownValues } from './generate/known-values.ts'
import type { Findings } from './judge/finding.ts'
import type { Judge } from './judge/judge.ts'
import { hintsFor, RECIPES } from './recipes.ts'
import { Sender } from './wire/send.ts'
import { sendRaw } from './wire/send-raw.ts'
import type { NoAnswer, WireAnswer } from './wire/wire-answer.ts'
import { toWire, type WireRequest } from './wire/wire-request.ts'
import type { Asker } from './world/asker.ts'
import type { FuzzWorld } from './world/fuzz-world.ts'

export interface ExplorerOptions {
  readonly world: FuzzWorld
  readonly document: Document
  readonly judge: Judge
  readonly findings: Findings
  readonly dice: Dice
  readonly onProgress?: ((sent: number) => void) | undefined
}

/** Between two requests; a code of an authenticator app is soon another one. */
const STEP_MS = 1_000

/** Makes requests and sends them; keeps what the answers tell, and what is wrong with them. */
export class Explorer implements Disposable {
  readonly world: FuzzWorld
  readonly dice: Dice
  readonly known = new KnownValues()
  readonly statuses: Record<string, number> = {}
  sent = 0
  slowest = { id: 'none', milliseconds: 0 }
  readonly #options: ExplorerOptions
  readonly #sender: Sender
  readonly #values: ValueMaker
  #hint = hintsFor

  constructor(options: ExplorerOptions) {
    this.#options = options
    this.world = options.world
    this.dice = options.dice
    this.#sender = new Sender(this.world.url)
    this.#values = this.#maker({})
  }

  /** A request as the document wants it, with the version of what it changes. */
  async good(operation: Operation, asker: Asker, { isCareful = false, isBare = false } = {}): Promise<Draft> {
    const prepared = isCareful ? await RECIPES[operation.id]?.prepare?.(this.world) : undefined
    const values = prepared ? this.#maker(prepared) : this.#values
    values.unknownIds = isCareful ? 0 : 0.1
    const draft = anyDraft(operation, values, this.dice, isBare)
    const { dice } = this
    const network = Array.from({ length: 3 }, () => dice.int(0, 255)).join('.')
    Object.assign(draft.headers, asker.headers, { 'x-forwarded-for': `10.${network}` })
    if ('if-match' in draft.headers && (isCareful || dice.chance(0.8))) await this.#addVersion(draft, asker)
    return draft
  }

  async send(request: WireRequest, asker: Asker): Promise<WireAnswer | NoAnswer> {
    this.world.control.clock.advance(STEP_MS)
    const answer = await this.#sender.send(request)
    this.#keep(request, asker, answer)
    return answer
  }

  async sendRaw(request: WireRequest, bytes: Buffer): Promise<void> {
    this.#keep(request, { name: 'nobody', headers: {} }, await sendRaw(this.world.url, bytes))
  }

  /** Everything is as it was when `keep` of the known values was called. */
  async reset(): Promise<void> {
    await this.world.reset()
    this.known.restore()
  }

  [Symbol.dispose](): void {
    this.#sender[Symbol.dispose]()
  }

  #maker(prepared: Readonly<Record<string, readonly unknown[]>>): ValueMaker {
    const schemas = this.#options.document.components?.schemas ?? {}
    return new ValueMaker(this.dice, this.known, schemas, this.#hint(this.world, prepared))
  }

  #keep(request: WireRequest, asker: Asker, answer: WireAnswer | NoAnswer): void {
    const { judge, findings, onProgress } = this.#options
    const log = this.world.takeLog()
    this.sent++
    const status = 'failure' in answer ? answer.failure : String(answer.status)
    this.statuses[status] = (this.statuses[status] ?? 0) + 1
    const { milliseconds } = answer
    if (milliseconds > this.slowest.milliseconds) this.slowest = { id: request.operation.id, milliseconds }
    for (const finding of judge.findings(request, answer)) {
      findings.add({ ...finding, asker: asker.name, request, answer, log })
    }
    if (request.mutations.length === 0 && isSuccess(answer)) this.#learn(request.operation, answer)
    onProgress?.(this.sent)
  }

  #learn(operation: Operation, { body, headers }: WireAnswer): void {
    if (!/^application\/(scim\+)?json\b/.test(headers['content-type'] ?? '')) return
    this.known.learn(operation, JSON.parse(body.toString()))
  }

  /** As a client does: reads what it is about to change, or finds it in what lies above. */
  async #addVersion(draft: Draft, asker: Asker): Promise<void> {
    const wire = toWire({
      ...draft,
      method: 'GET',
      body: undefined,
      headers: { ...asker.headers },
      query: [],
    })
    const name = Object.values(draft.path).at(-1) ?? ''
    let { target } = wire
    for (let up = 0; up < 3; up++) {
      const answer = await this.#sender.send({ ...wire, target })
      const version = isSuccess(answer) && (answer.headers.etag ?? versionIn(answer, name))
      if (version) {
        draft.headers['if-match'] = version
        return
      }
      target = target.replace(/\/[^/]*$/, '')
    }
  }
}

/** The ETag of what a list names so. */
function versionIn({ body }: WireAnswer, name: string): string | undefined {
  const text = body.toString()
  const at = text.indexOf(`"${name}"`)
  const version = at === -1 ? undefined : /"version":(\d+)/.exec(text.slice(at))?.[1]
  return version && `"${version}"`
}

export function isSuccess(answer: WireAnswer | NoAnswer): answer is WireAnswer {
  return 'status' in answer && answer.status >= 200 && answer.status < 300
}
