import { type Control, now } from '../control.ts'

/** Tokens that are over stay in the list for so long. */
const TOKENS_STAY_MS = 30 * 86_400_000

/** Deletes sessions, links and tokens that are over. They are good for nothing already; call it once a day. */
export async function forgetExpiredAccess(control: Control): Promise<void> {
  await control.sql.deleteFrom('session').where('expiresAt', '<=', now(control)).execute()
  await control.sql.deleteFrom('signInLink').where('expiresAt', '<=', now(control)).execute()
  const before = new Date(control.clock.now() - TOKENS_STAY_MS)
  await control.sql
    .deleteFrom('apiToken')
    .where((query) => query.or([query('expiresAt', '<=', before), query('revokedAt', '<=', before)]))
    .execute()
}
