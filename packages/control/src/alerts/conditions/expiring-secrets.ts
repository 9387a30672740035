import { loadConnection } from '../../connection/connection-setting.ts'
import { credentialExpiries } from '../../connection/credential-expiries.ts'
import type { Control } from '../../control.ts'
import type { Sql } from '../../database/database.ts'

const DAY = 24 * 60 * 60 * 1_000
const WARN_DAYS = 30

const WHAT = { secret: 'The client secret of Microsoft 365', certificate: 'The certificate of Microsoft 365' }

/** The credentials of the connection to Microsoft 365 that expire within 30 days, or did. */
export async function expiringSecrets({ clock }: Pick<Control, 'clock'>, sql: Sql) {
  const { value: connection } = await loadConnection(sql)
  return credentialExpiries(connection).flatMap(({ purpose, kind, expiresAt }) => {
    const daysLeft = Math.floor((Date.parse(expiresAt) - clock.now()) / DAY)
    if (daysLeft > WARN_DAYS) return []
    const what = purpose === 'restore' ? `${WHAT[kind]} for restores` : WHAT[kind]
    const expiresOn = new Date(expiresAt).toISOString().slice(0, 10)
    return [{ subject: `${purpose}-${kind}`, details: { what, expiresOn, daysLeft } }]
  })
}
