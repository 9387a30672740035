import { raiseAlert } from '../alerts/raise-alert.ts'
import { resolveAlert } from '../alerts/resolve-alert.ts'
import type { Control } from '../control.ts'
import type { Sql } from '../database/database.ts'
import type { UpkeepTarget } from './upkeep-target.ts'

/** `finding` names no files: it is shown to whoever sees the alert. */
export async function raiseVaultDamaged(
  control: Control,
  transaction: Sql,
  { vault, person }: Pick<UpkeepTarget, 'vault' | 'person'>,
  finding: string,
): Promise<void> {
  await raiseAlert(control, transaction, {
    kind: 'vault-damaged',
    subject: vault.id,
    details: { person: person.displayName, personId: person.id, vault: vault.id, finding },
  })
}

export async function resolveVaultDamaged(
  control: Control,
  transaction: Sql,
  vaultId: string,
): Promise<void> {
  await resolveAlert(control, transaction, { kind: 'vault-damaged', subject: vaultId })
}
