import { type Actor, JobQueue, ROLES, type Role } from '@holdfast/control'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { type TestControl, testControl } from '../../../packages/control/test/test-control.ts'
import { type Authenticate, createServer, type Server, type ServerOptions } from '../src/index.ts'

export interface TestServer extends Server, AsyncDisposable {
  readonly control: TestControl
  /** Sends a request without a network. */
  ask(request: InjectOptions): Promise<LightMyRequestResponse>
}

/** A server on an empty database, where a token or session names the role of whoever sends it. */
export async function testServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const control = await testControl()
  const queue = await JobQueue.start(control)
  const server = await createServer({
    control,
    queue,
    authenticate,
    log: false,
    rateLimit: false,
    ...options,
  })
  return {
    ...server,
    control,
    ask: async (request) => await server.app.inject(request).then((answer) => answer),
    async [Symbol.asyncDispose]() {
      await server.app.close()
      await queue[Symbol.asyncDispose]()
      await control.database.queue.executeSql('drop schema if exists pgboss cascade')
      await control[Symbol.asyncDispose]()
    },
  }
}

const idOf = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`

export const ACTORS = Object.fromEntries(
  ROLES.map((role, number): [Role, Actor] => [
    role,
    {
      kind: 'account',
      id: idOf(number),
      name: role,
      role,
      ...(role === 'person' && { personId: idOf(number) }),
    },
  ]),
) as Readonly<Record<Role, Actor>>

const authenticate: Authenticate = async ({ secret }) => ACTORS[secret as Role]

export function bearer(role: Role): { authorization: string } {
  return { authorization: `Bearer ${role}` }
}
