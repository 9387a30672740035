import { systemClock, systemRandom } from '@holdfast/base'
import {
  createControl,
  forgetOldSecretKeys,
  openDatabase,
  recordAudit,
  resealAccessSecrets,
  resealAlertSecrets,
  resealConnectionSecrets,
  resealKeyringSecrets,
  rotateSecretKey,
  systemActor,
} from '@holdfast/control'
import { lockDirectory } from './directory-lock.ts'
import { databaseOf, type ServerPlace } from './server-place.ts'

/**
 * Seals every secret among the settings of a server that does not run with a new key, and forgets the old one. What is
 * interrupted can be begun again: until the end, both keys open. Raises HF_DATA_DIRECTORY_BUSY, HF_DATABASE_UNAVAILABLE,
 * HF_SECRET_KEY_INVALID, HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED.
 */
export async function rotateSecrets(server: ServerPlace): Promise<void> {
  const { dataDirectory, clock = systemClock, random = systemRandom } = server
  await using _ = await lockDirectory(dataDirectory)
  const secrets = await rotateSecretKey(dataDirectory, random)
  await using database = await openDatabase(databaseOf(server))
  const control = { ...createControl(database, { clock, random }), secrets }
  await resealAccessSecrets(control)
  await resealConnectionSecrets(control)
  await resealAlertSecrets(control)
  await resealKeyringSecrets(control)
  await control.sql.transaction().execute((transaction) =>
    recordAudit(control, transaction, systemActor('command line'), {
      action: 'secrets.rotated',
      target: { kind: 'setting', id: 'secrets' },
    }),
  )
  await forgetOldSecretKeys(dataDirectory, random)
}
