import { createHash } from 'node:crypto'
import type { ProviderKind } from '@holdfast/keys'
import type { Row } from '../database/tables.ts'

/** Whose a vault is, as far as those who hold its key are concerned. */
export interface VaultOwner {
  readonly personId: string
  readonly profileId: string
  /** Providers in the order in which they are asked; others come after them. */
  readonly order: readonly string[]
}

/** Services count every request, and devices are often away. */
const KINDS: readonly ProviderKind[] = ['connector', 'kms', 'device']

/**
 * Those that serve a vault, in the order in which they are asked: first what the profile names, then by kind; each vault
 * has its own order of connectors, so that they share the load. A device serves its person alone.
 */
export function askingOrder(
  providers: readonly Row<'keyProvider'>[],
  vaultId: string,
  owner: VaultOwner | undefined,
): readonly Row<'keyProvider'>[] {
  const order = owner?.order ?? []
  const rank = ({ id, kind }: Row<'keyProvider'>): number => {
    const named = order.indexOf(id)
    return named >= 0 ? named : order.length + KINDS.indexOf(kind)
  }
  return providers
    .filter(({ personId }) => personId === null || personId === owner?.personId)
    .map((provider) => ({ provider, rank: rank(provider), turn: turnOf(vaultId, provider.id) }))
    .sort((a, b) => a.rank - b.rank || (a.turn < b.turn ? -1 : 1))
    .map(({ provider }) => provider)
}

function turnOf(vaultId: string, providerId: string): string {
  return createHash('sha256').update(vaultId).update(providerId).digest('hex')
}
