import type { Purpose } from '@holdfast/graph'
import { systemActor } from '../access/actor.ts'
import { renewSubscriptions, type SubscriptionClient } from '../change-notifications/renew-subscriptions.ts'
import type { Duty } from '../scheduler/scheduler.ts'
import type { ConnectionControl } from './microsoft-access.ts'
import { verifyConnection } from './verify/verify-connection.ts'

const MINUTE = 60_000

/** What a server does by itself for its connection: looks whether it still works, and has Microsoft tell of changes. */
export function connectionDuties(
  control: ConnectionControl,
  graph: {
    isConnected(): Promise<boolean>
    client(purpose: Purpose): Promise<SubscriptionClient>
  },
): Duty[] {
  return [
    {
      name: 'connection',
      every: 15 * MINUTE,
      run: (signal) => verifyConnection(control, systemActor('connection'), {}, { signal }),
    },
    {
      name: 'change notifications',
      every: 10 * MINUTE,
      async run(signal) {
        if (!(await graph.isConnected())) return
        // Microsoft asks for the right to write, which the application for restores has.
        await renewSubscriptions(control, () => graph.client('restore'), { signal })
      },
    },
  ]
}
