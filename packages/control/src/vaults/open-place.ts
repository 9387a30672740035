import { vaultErrors } from './errors.ts'
import { openLocalPlace } from './local-place.ts'
import type { StoragePlace, StorageRow } from './storage-place.ts'

/** The place that a storage's row describes. Raises HF_STORAGE_KIND_UNSUPPORTED, HF_STORAGE_SETTINGS_INVALID. */
export function openPlace(storage: StorageRow): StoragePlace {
  if (storage.kind === 'local') return openLocalPlace(storage)
  throw vaultErrors.HF_STORAGE_KIND_UNSUPPORTED({ storage: storage.name, kind: storage.kind })
}
