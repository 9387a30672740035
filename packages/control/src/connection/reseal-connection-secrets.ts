import { now } from '../control.ts'
import type { SecretControl } from '../secrets/secret-box.ts'
import {
  type Connection,
  connectionSetting,
  loadConnection,
  type Registration,
} from './connection-setting.ts'
import { resealCredential } from './seal-credential.ts'

/** Seals the connection's secrets and keys with the newest key, after a rotation. Raises HF_SECRET_KEY_WRONG, HF_SECRET_DAMAGED. */
export async function resealConnectionSecrets(control: SecretControl): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    // Whoever changes the connection at the same time waits, so that nothing of theirs is written over.
    const row = await transaction
      .selectFrom('setting')
      .select('key')
      .where('key', '=', connectionSetting.key)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return
    const { value: connection } = await loadConnection(transaction)
    const value: Connection = {
      ...connection,
      backup: resealed(control, connection, connection.backup),
      restore: connection.restore && resealed(control, connection, connection.restore),
    }
    await transaction
      .updateTable('setting')
      .set({ value: JSON.stringify(value), updatedAt: now(control) })
      .where('key', '=', connectionSetting.key)
      .execute()
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
