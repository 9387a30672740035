import { systemClock } from '@holdfast/base'
import { documentedCodes } from '../documentation/error-page.ts'
import { Dice } from './dice.ts'
import { operationsOf } from './document/operation.ts'
import type { Document } from './document/schema.ts'
import { Explorer } from './explorer.ts'
import { type FindingGroup, Findings } from './judge/finding.ts'
import { Judge } from './judge/judge.ts'
import { reachAll, type Unreached } from './reach-all.ts'
import { sendBrokenHttp } from './send-broken-http.ts'
import { storm } from './storm.ts'
import { FuzzWorld } from './world/fuzz-world.ts'

export interface FuzzOptions {
  readonly requests: number
  readonly seed: number
  /** What the embedded database begins as; made anew where nothing is said. */
  readonly dump?: Blob
  readonly onProgress?: (sent: number) => void
}

export interface FuzzReport {
  readonly seed: number
  readonly sent: number
  readonly seconds: number
  readonly operations: number
  readonly findings: readonly FindingGroup[]
  /** Operations that no good request got through to, without a reason that is known. */
  readonly unreached: readonly Unreached[]
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly slowest: { readonly id: string; readonly milliseconds: number }
  /** Faults of the process that no request was told of. */
  readonly strays: readonly string[]
  readonly isAlive: boolean
}

/** Sends requests made from the API's document to a server with people, backups and accounts, and judges each answer. */
export async function runFuzz({ requests, seed, dump, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const startedAt = systemClock.now()
  using strays = new StrayErrors()
  await using world = await FuzzWorld.make(seed, dump)
  const document = JSON.parse(JSON.stringify(world.server.document)) as Document
  const operations = operationsOf(document)
  const judge = new Judge({ document, operations, codes: documentedCodes() })
  const findings = new Findings()
  using explorer = new Explorer({ world, document, judge, findings, dice: new Dice(seed), onProgress })
  const unreached = await reachAll(explorer, operations)
  await sendBrokenHttp(explorer, operations)
  await storm(explorer, operations, requests)
  const health = await fetch(`${world.url}/readyz`).catch(() => undefined)
  return {
    seed,
    sent: explorer.sent,
    seconds: Math.round((systemClock.now() - startedAt) / 1_000),
    operations: operations.length,
    findings: findings.groups,
    unreached,
    statuses: explorer.statuses,
    slowest: explorer.slowest,
    strays: strays.seen,
    isAlive: health?.status === 200,
  }
}

/** What is thrown where nobody catches it. */
class StrayErrors implements Disposable {
  readonly seen: string[] = []
  readonly #look = (error: unknown): void => {
    this.seen.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }

  constructor() {
    process.on('unhandledRejection', this.#look)
    process.on('uncaughtException', this.#look)
  }

  [Symbol.dispose](): void {
    process.off('unhandledRejection', this.#look)
    process.off('uncaughtException', this.#look)
  }
}
