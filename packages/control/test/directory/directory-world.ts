import { fixedToken, GraphClient, RequestBudget } from '@holdfast/graph'
import { GraphEmulator } from '@holdfast/graph-emulator'
import { listPeople, type SyncResult, syncDirectory } from '../../src/index.ts'
import { administrator } from '../people/world.ts'
import { type TestControl, testControl } from '../test-control.ts'

export interface DirectoryWorld extends AsyncDisposable {
  readonly control: TestControl
  readonly emulator: GraphEmulator
  /** Adds somebody to the directory: `name` with the sign-in name `name@contoso.example`. Gives the object id. */
  join(name: string, more?: object): string
  client(): GraphClient
  sync(): Promise<SyncResult>
  /** Everybody in Holdfast: state, profile and display name by sign-in name. */
  people(): Promise<Record<string, string>>
  idOf(name: string): Promise<string>
}

/** An organisation in the emulator, and a control plane without profiles. Pages are small, so that there are several. */
export async function directoryWorld(): Promise<DirectoryWorld> {
  const emulator = await GraphEmulator.start({ pageSize: 3 })
  const control = await testControl()
  const client = (): GraphClient =>
    new GraphClient({
      tokens: fixedToken(emulator.issueToken()),
      graphRoot: emulator.baseUrl,
      budget: new RequestBudget({ unlimited: true, clock: control.clock }),
      clock: control.clock,
    })
  const everybody = async () => [
    ...(await listPeople(control, administrator, { limit: 500 })).people,
    ...(await listPeople(control, administrator, { limit: 500, state: 'deleted' })).people,
  ]
  return {
    control,
    emulator,
    join: (name, more = {}) =>
      emulator.tenant.directory.add({
        displayName: name,
        userPrincipalName: `${name.toLowerCase()}@contoso.example`,
        ...more,
      }).id,
    client,
    async sync() {
      await using graph = client()
      return await syncDirectory(control, graph)
    },
    async people() {
      const entries = (await everybody()).map(({ principalName, state, profileName, displayName }) => [
        principalName.replace('@contoso.example', ''),
        `${state} ${profileName} ${displayName}`,
      ])
      return Object.fromEntries(entries)
    },
    async idOf(name) {
      const found = (await everybody()).find(
        ({ principalName }) => principalName === `${name}@contoso.example`,
      )
      return found?.id ?? ''
    },
    async [Symbol.asyncDispose]() {
      await control[Symbol.asyncDispose]()
      await emulator.close()
    },
  }
}
