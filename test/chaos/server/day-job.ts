import { AcceleratedClock } from '../../../bench/src/control/accelerated-clock.ts'
import { type ControlPlace, ControlWorld } from '../../../bench/src/control/control-world.ts'

/** Told to a server that is to be killed: where it works, and which time it is. */
export interface ServerOrder {
  readonly place: ControlPlace
  readonly clock: { readonly speed: number; readonly since: number; readonly start: number }
}

process.once('message', ({ place, clock }: ServerOrder) => {
  run(place, new AcceleratedClock(clock)).catch((error: unknown) => {
    console.error(error)
    endAtOnce()
  })
})
process.once('disconnect', endAtOnce)

async function run(place: ControlPlace, clock: AcceleratedClock): Promise<void> {
  const world = await ControlWorld.open(place, clock)
  await world.begin()
  process.send?.('begun')
  process.once('SIGTERM', () => {
    world[Symbol.asyncDispose]().then(endAtOnce, endAtOnce)
  })
}

function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL')
}
