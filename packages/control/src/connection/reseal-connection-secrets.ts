import type { SecretControl } from '../secrets/secret-box.ts'
import { rewriteSetting } from '../settings/stored-setting.ts'
import { type Connection, connectionSetting, type Registration } from './connection-setting.ts'
import { resealCredential } from './seal-credential.ts'

/** Seals the connection's secrets and keys with the newest key, after a rotation. Raises HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED. */
export async function resealConnectionSecrets(control: SecretControl): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    await rewriteSetting(control, transaction, connectionSetting, (connection) => ({
      ...connection,
      backup: resealed(control, connection, connection.backup),
      restore: connection.restore && resealed(control, connection, connection.restore),
    }))
  })
}

function resealed({ secrets }: SecretControl, connection: Connection, registration: Registration) {
  const { current, next } = registration
  const application = { ...connection, ...registration }
  return {
    ...registration,
    current: current && resealCredential(secrets, application, current),
    next: next && resealCredential(secrets, application, next),
  }
}
