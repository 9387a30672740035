import { join } from 'node:path'
import { systemClock, systemRandom } from '@holdfast/base'
import {
  createControl,
  ensureLocalStorage,
  Keyring,
  kitHolderId,
  openConnectorHub,
  openDatabase,
  openSecretBox,
  type RebuildOptions,
  type RebuildResult,
  rebuild,
  VaultStore,
} from '@holdfast/control'
import { hubProvider, KeyHolder, openRecoveryKit, wipe } from '@holdfast/keys'
import { startLocalConnector } from '../keys/local-connector.ts'
import { lockDirectory } from './directory-lock.ts'
import { databaseOf, type ServerPlace } from './server-place.ts'

export interface RebuildDatabaseOptions extends RebuildOptions, ServerPlace {
  /** Words of the recovery kit, where the key file of the lost data directory is lost, too. */
  readonly kit?: string
}

/**
 * Makes the database of a server that does not run anew, from what its storage says. Vaults are opened by the key of the
 * data directory's own connector, or by the recovery kit, which gives that connector a slot in each. Raises
 * HF_DATA_DIRECTORY_BUSY, HF_DATABASE_UNAVAILABLE, HF_SECRET_KEY_INVALID, HF_KEY_MALFORMED, and what `rebuild` raises.
 */
export async function rebuildDatabase(options: RebuildDatabaseOptions): Promise<RebuildResult> {
  const { dataDirectory, clock = systemClock, random = systemRandom, kit } = options
  await using stack = new AsyncDisposableStack()
  stack.use(await lockDirectory(dataDirectory))
  const secrets = await openSecretBox(dataDirectory, random)
  const database = stack.use(await openDatabase(databaseOf(options)))
  const control = { ...createControl(database, { clock, random }), secrets }
  await ensureLocalStorage(control, join(dataDirectory, 'storage'))
  const hub = stack.use(await openConnectorHub(control, () => {}))
  const local = await startLocalConnector(control, hub, dataDirectory)
  if (local) stack.use(local)
  const keyring = new Keyring(control, {
    providerOf: (row) => hubProvider(hub, row),
    ...(kit !== undefined && { extra: [await kitHolder(kit)] }),
  })
  return await rebuild(control, new VaultStore(control, keyring), options)
}

async function kitHolder(text: string): Promise<KeyHolder> {
  const { publicKey, privateKey, kitId } = openRecoveryKit(text)
  try {
    const id = kitHolderId(publicKey)
    return await KeyHolder.open(
      { id, name: `recovery kit ${kitId}`, kind: 'device' },
      { publicKey, privateKey },
    )
  } finally {
    wipe(privateKey)
  }
}
