import { raiseAlerts } from '../alerts/raise-alert.ts'
import { resolveOthers } from '../alerts/resolve-alert.ts'
import { type Control, now } from '../control.ts'
import { activeProviders } from './key-providers.ts'

/** Milliseconds that a connector may be away without a word: it starts again, or its network hiccups. */
const GRACE = 60_000

/**
 * Looks which key providers can be asked; raises and ends the alert `key-provider-not-connected`. At once where backups
 * failed for want of a key, else after a minute; devices, which are often away, only then.
 *
 * @param problemOf why a provider cannot be asked; undefined when it can
 */
export async function checkKeyProviders(
  control: Control,
  problemOf: (providerId: string) => Promise<string | undefined> | string | undefined,
): Promise<void> {
  const providers = await activeProviders(control.sql)
  const problems = new Map<string, string>()
  for (const { id } of providers) {
    const problem = await problemOf(id)
    if (problem !== undefined) problems.set(id, problem)
  }
  const connected = providers.filter(({ id }) => !problems.has(id)).map(({ id }) => id)
  await control.sql.transaction().execute(async (transaction) => {
    if (connected.length > 0)
      await transaction
        .updateTable('keyProvider')
        .set({ seenAt: now(control) })
        .where('id', 'in', connected)
        .execute()
    const wanted = await transaction
      .selectFrom('onedrive')
      .innerJoin('keySlot', 'keySlot.vaultId', 'onedrive.vaultId')
      .select('keySlot.providerId')
      .distinct()
      .where('onedrive.state', '=', 'enabled')
      .where('onedrive.lastErrorCode', '=', 'EKEY_UNAVAILABLE')
      .execute()
    const isWanted = new Set(wanted.map(({ providerId }) => providerId))
    const away = providers.filter(({ id, kind, seenAt, createdAt }) => {
      if (!problems.has(id)) return false
      const silent = control.clock.now() - (seenAt ?? createdAt).getTime() >= GRACE
      return isWanted.has(id) || (kind !== 'device' && silent)
    })
    await raiseAlerts(
      control,
      transaction,
      'key-provider-not-connected',
      away.map(({ id, name, personId }) => ({
        subject: id,
        details: { provider: name, reason: problems.get(id) ?? '', ...(personId !== null && { personId }) },
      })),
    )
    await resolveOthers(
      control,
      transaction,
      'key-provider-not-connected',
      away.map(({ id }) => id),
    )
  })
}
