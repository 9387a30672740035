import { z } from 'zod'
import type { Control } from '../../control.ts'
import type { Sql } from '../../database/database.ts'

const DAY = 24 * 60 * 60 * 1_000
const WARN_DAYS = 30

const time = z.iso.datetime({ offset: true }).nullish().catch(null)

/** What the connection to Microsoft 365 says of the ends of its credentials. */
const connection = z.object({ secretExpiresAt: time, certificateExpiresAt: time })

/** The credentials of the connection to Microsoft 365 that expire within 30 days, or did. */
export async function expiringSecrets({ clock }: Pick<Control, 'clock'>, sql: Sql) {
  const row = await sql
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'connection')
    .executeTakeFirst()
  const { secretExpiresAt, certificateExpiresAt } = connection.parse(row?.value ?? {})
  return [
    { subject: 'client-secret', what: 'The client secret of Microsoft 365', expiresAt: secretExpiresAt },
    { subject: 'certificate', what: 'The certificate of Microsoft 365', expiresAt: certificateExpiresAt },
  ].flatMap(({ subject, what, expiresAt }) => {
    if (!expiresAt) return []
    const daysLeft = Math.floor((Date.parse(expiresAt) - clock.now()) / DAY)
    const expiresOn = new Date(expiresAt).toISOString().slice(0, 10)
    return daysLeft > WARN_DAYS ? [] : [{ subject, details: { what, expiresOn, daysLeft } }]
  })
}
