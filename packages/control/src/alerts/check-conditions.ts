import { sql as raw } from 'kysely'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { readSetting } from '../settings/stored-setting.ts'
import type { AlertKindName, DetailsOf } from './alert-kinds.ts'
import { ALERT_SETTING } from './alert-settings.ts'
import { closePassed } from './conditions/close-passed.ts'
import { expiringSecrets } from './conditions/expiring-secrets.ts'
import { licenceLimit, type SeatsOf } from './conditions/licence-limit.ts'
import { oneAdministrator } from './conditions/one-administrator.ts'
import { withoutBackup } from './conditions/without-backup.ts'
import { raiseAlerts } from './raise-alert.ts'
import { resolveOthers } from './resolve-alert.ts'

/** Taken for the length of a look, so that two servers do not count the same condition twice. */
const LOOK_LOCK = 0x686f6c63

/**
 * Looks for conditions that are states rather than occurrences: OneDrives without a successful backup, the licence limit
 * (with `seats`), secrets that expire, a single administrator. Raises their alerts, and resolves those whose condition has
 * passed. Made to run every few minutes; does nothing while another server is at it.
 */
export async function checkConditions(control: Control, { seats }: { seats?: SeatsOf } = {}): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    const { rows } = await raw<{ free: boolean }>`
      select pg_try_advisory_xact_lock(${LOOK_LOCK}) as free`.execute(transaction)
    if (!rows[0]?.free) return
    const { value: settings } = await readSetting(transaction, ALERT_SETTING)
    const look = <Kind extends AlertKindName>(kind: Kind, found: readonly Found<Kind>[]): Promise<void> =>
      settle(control, transaction, kind, found)
    await look('no-successful-backup', await withoutBackup(control, transaction, settings.noBackupDays))
    await look('secret-expiry', await expiringSecrets(control, transaction))
    await look('one-administrator', await oneAdministrator(transaction))
    if (seats) await look('licence-limit', await licenceLimit(transaction, seats))
    await closePassed(control, transaction)
  })
}

interface Found<Kind extends AlertKindName> {
  readonly subject: string
  readonly details: DetailsOf<Kind>
}

async function settle<Kind extends AlertKindName>(
  control: Control,
  transaction: Sql,
  kind: Kind,
  found: readonly Found<Kind>[],
): Promise<void> {
  await raiseAlerts(control, transaction, kind, found)
  const subjects = found.map(({ subject }) => subject)
  await resolveOthers(control, transaction, kind, subjects)
}
