import type { Operation } from './document/operation.ts'
import type { Explorer } from './explorer.ts'
import { mutateRequest } from './mutate/mutate-request.ts'
import { toWire } from './wire/wire-request.ts'

/** Requests after which everything is put back: destructive ones must not starve the rest. */
const RESET_EVERY = 80
const MUTATED = 0.75
/** How often a good request is sent several times at once. */
const AT_ONCE = 0.04
const COPIES = 4

/** Sends good and bad requests in the name of everybody, until so many were sent in all. */
export async function storm(
  explorer: Explorer,
  operations: readonly Operation[],
  requests: number,
): Promise<void> {
  const { dice, world } = explorer
  const { askers } = world.accounts
  const [administrator = askers[0]] = askers.filter(({ name }) => name === 'cloud-administrator by session')
  await explorer.reset()
  for (let i = 1; explorer.sent < requests; i++) {
    const operation = dice.pick(operations)
    const asker = (dice.chance(0.4) ? administrator : undefined) ?? dice.pick(askers)
    const draft = await explorer.good(operation, asker)
    if (dice.chance(AT_ONCE)) {
      const request = toWire(draft)
      await Promise.all(Array.from({ length: COPIES }, () => explorer.send(request, asker)))
    } else {
      const request = dice.chance(MUTATED) ? mutateRequest(draft, dice) : toWire(draft)
      await explorer.send(request, asker)
    }
    if (i % RESET_EVERY === 0) await explorer.reset()
  }
}
