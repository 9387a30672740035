import type { Operation } from './document/operation.ts'
import type { Explorer } from './explorer.ts'
import { OUT_OF_REACH, RECIPES } from './recipes.ts'
import { toWire } from './wire/wire-request.ts'

/** Good requests of one kind of asker until one succeeds. */
const TRIES = 12

/** An operation that no good request got through to. */
export interface Unreached {
  readonly id: string
  /** What came instead. */
  readonly answers: readonly string[]
}

/**
 * Sends good requests until each operation has succeeded once, reading ones first, so that ids are known; gives those that
 * did not. Without this a fuzzer may knock at a door for ever, and find nothing behind it.
 */
export async function reachAll(
  explorer: Explorer,
  operations: readonly Operation[],
): Promise<readonly Unreached[]> {
  const { known, world } = explorer
  for (const id of world.people.allIds) known.add('person', id)
  const isReading = ({ method }: Operation): boolean => method === 'GET'
  const reads = operations.filter(isReading)
  const changes = operations.filter((operation) => !isReading(operation))
  // Once for the ids of lists, once more for what those are needed for.
  for (const operation of reads) await reach(explorer, operation)
  const unreached: Unreached[] = []
  known.keep()
  for (const operation of [...reads, ...changes]) {
    const answers = await reach(explorer, operation)
    if (answers !== undefined && !(operation.id in OUT_OF_REACH))
      unreached.push({ id: operation.id, answers })
  }
  return unreached
}

/** What came instead of success; undefined where it succeeded. */
async function reach(explorer: Explorer, operation: Operation): Promise<readonly string[] | undefined> {
  const { askers } = explorer.world.accounts
  const only = RECIPES[operation.id]?.asker
  const possible = askers.filter(({ name }) => only === undefined || name === only)
  if (possible.length === 0) throw new Error(`nobody is called ${only}`)
  const answers = new Set<string>()
  for (let round = 0; round < TRIES; round++) {
    // What others did before may be in the way.
    if (round > 0 && operation.method !== 'GET') await explorer.reset()
    for (const asker of [...possible].sort((a, b) => order(a.name) - order(b.name)).slice(0, 4)) {
      const draft = await explorer.good(operation, asker, {
        isCareful: true,
        isBare: round === 0,
      })
      const answer = await explorer.send(toWire(draft), asker)
      if ('failure' in answer) answers.add(answer.failure)
      else if (answer.status < 300) return undefined
      else answers.add(answer.body.toString().match(/HF_\w+/)?.[0] ?? String(answer.status))
    }
  }
  return [...answers]
}

/** Those who may most come first. */
function order(name: string): number {
  const at = [
    'cloud-administrator by session',
    'person by session',
    'legal-officer by session',
    'nobody',
  ].indexOf(name)
  return at === -1 ? 99 : at
}
