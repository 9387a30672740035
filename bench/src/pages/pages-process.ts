import { systemClock, systemRandom } from '@holdfast/base'
import {
  AttemptLimit,
  createControl,
  ensureDefaultProfile,
  ensureLocalStorage,
  firstAdministratorLink,
  JobQueue,
  MicrosoftAccess,
  OidcSignIn,
  OpenVaults,
  openDatabase,
  openSecretBox,
  VaultStore,
} from '@holdfast/control'
import { createServer } from '@holdfast/server'
import { keyringOf } from '../control/key-holder.ts'
import { fillWithPeople } from './many-people.ts'

export interface PagesOrder {
  readonly folder: string
  readonly people: number
}

export interface ServedPages {
  readonly url: string
  /** Of the link by which the first administrator signs in. */
  readonly token: string
}

/** Serves the pages and their API on a database full of people, where nothing goes on by itself. */
process.once('message', async ({ folder, people }: PagesOrder) => {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await openDatabase({ folder: `${folder}/database` }))
  const secrets = await openSecretBox(folder, systemRandom)
  const plain = { ...createControl(database), secrets }
  const control = { ...plain, microsoft: stack.use(new MicrosoftAccess(plain)) }
  await ensureDefaultProfile(control)
  await ensureLocalStorage(control, `${folder}/storage`)
  await fillWithPeople(control, people)
  const silent = { send: async () => {} }
  const queue = stack.use(await JobQueue.start(control))
  const vaults = new VaultStore(control, await keyringOf(control, folder), systemClock)
  const server = await createServer({
    control,
    queue,
    openVaults: new OpenVaults(control, vaults),
    readBudget: async () => undefined,
    keys: {
      connectionOf: () => ({ isConnected: false, since: null, problem: 'away', isLocal: false }),
      turnAway: () => {},
      renewSoon: () => {},
      openKms: () => {
        throw new Error('there is no key management service here')
      },
    },
    channels: { mail: silent, webhook: silent },
    mailer: { send: silent.send, publicUrl: async () => null },
    attempts: new AttemptLimit(systemClock),
    directory: () => Promise.reject(new Error('there is no directory here')),
    organisationSignIn: new OidcSignIn(control),
    log: false,
    rateLimit: false,
  })
  stack.defer(() => server.stop({ drainMs: 0, graceMs: 0 }))
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const { token } = await firstAdministratorLink(control)
  const served: ServedPages = { url, token }
  process.send?.(served)
  await new Promise((resolve) => process.once('disconnect', resolve))
})
