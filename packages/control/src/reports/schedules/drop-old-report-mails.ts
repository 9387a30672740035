import type { Control } from '../../control.ts'

const KEPT = 90 * 24 * 60 * 60 * 1_000

/** Drops what is known of mails with reports that were sent or given up more than 90 days ago. */
export async function dropOldReportMails({ sql, clock }: Pick<Control, 'sql' | 'clock'>): Promise<void> {
  const before = new Date(clock.now() - KEPT)
  await sql
    .deleteFrom('reportMail')
    .where((query) => query.or([query('deliveredAt', '<', before), query('givenUpAt', '<', before)]))
    .execute()
}
