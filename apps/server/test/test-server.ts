import type { Clock } from '@holdfast/base'
import {
  type Actor,
  AttemptLimit,
  type ConnectionControl,
  derivedVaultKeys,
  JobQueue,
  MicrosoftAccess,
  type MicrosoftAccessOptions,
  OidcSignIn,
  OpenVaults,
  ROLES,
  type Role,
  SecretBox,
  VaultStore,
} from '@holdfast/control'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { type TestClock, type TestControl, testControl } from '../../../packages/control/test/test-control.ts'
import { type Authenticate, createServer, type Server, type ServerOptions } from '../src/index.ts'

export interface TestServer extends Server, AsyncDisposable {
  readonly control: TestControl & ConnectionControl
  /** Sends a request without a network. */
  ask(request: InjectOptions): Promise<LightMyRequestResponse>
}

/** A server on an empty database, where a token or session names the role of whoever sends it. */
export async function testServer(
  options: Partial<ServerOptions> & { microsoft?: MicrosoftAccessOptions } = {},
  { clock }: { readonly clock?: Clock } = {},
): Promise<TestServer> {
  const test = await testControl()
  const secrets = new SecretBox('a key of the test', [Buffer.alloc(32, 9)], test.random)
  const control = {
    ...test,
    secrets,
    ...(clock && { clock: clock as TestClock }),
    microsoft: new MicrosoftAccess(test, options.microsoft),
  }
  const queue = await JobQueue.start(control)
  const server = await createServer({
    control,
    queue,
    openVaults: new OpenVaults(control, new VaultStore(control, derivedVaultKeys(Buffer.alloc(32, 7)))),
    readBudget: async () => undefined,
    keys: {
      connectionOf: () => ({ isConnected: false, since: null, problem: 'away', isLocal: false }),
      turnAway: () => {},
      renewSoon: () => {},
      openKms: () => {
        throw new Error('no key management service in this test')
      },
    },
    channels: { mail: unused, webhook: unused },
    mailer: { send: unused.send, publicUrl: async () => null },
    attempts: new AttemptLimit(control.clock, { attempts: 1_000_000 }),
    directory: () => Promise.reject(new Error('no directory in this test')),
    organisationSignIn: new OidcSignIn(control),
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
      await control[Symbol.asyncDispose]()
    },
  }
}

/** No alert leaves a test's server. */
const unused = { send: async () => {} }

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
