import { type Control, now } from '../control.ts'
import { DAY } from '../schedule/zone.ts'

/** Days without a backup of anybody for which time goes on for retention. */
const TRUSTED_DAYS = 30

/**
 * The moment that ages of backups are counted from: now, but no later than 30 days after anybody's newest backup. So a
 * clock that is years ahead makes nothing expire (no certificate is valid then, and no backup succeeds), and where no new
 * backups come any more, the old ones stay.
 */
export async function retentionTime(control: Pick<Control, 'sql' | 'clock'>): Promise<Date> {
  const { newest } = await control.sql
    .selectFrom('onedrive')
    .select((row) => row.fn.max('lastSuccessAt').as('newest'))
    .executeTakeFirstOrThrow()
  const present = now(control).getTime()
  if (newest === null) return new Date(present)
  return new Date(Math.min(present, new Date(newest).getTime() + TRUSTED_DAYS * DAY))
}
