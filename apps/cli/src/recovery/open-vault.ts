import { readFile } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { kitHolderId, readSlotFile } from '@holdfast/control'
import { KeyHolder, openRecoveryKit, wipe } from '@holdfast/keys'
import { cliErrors } from '../errors.ts'

/** Where a vault is, and what opens it. */
export interface OpenedVault {
  readonly vaultId: string
  readonly directory: string
  readonly password: string
}

const SLOTS = 'holdfast-key-slots.json'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The key of a kit, by its printed sheet or the words alone. Raises HF_KEY_MALFORMED. */
export async function kitHolder(text: string): Promise<KeyHolder> {
  const { publicKey, privateKey, kitId } = openRecoveryKit(text)
  try {
    const id = kitHolderId(publicKey)
    return await KeyHolder.open({ id, name: kitId, kind: 'device' }, { publicKey, privateKey })
  } finally {
    wipe(privateKey)
  }
}

/** A vault's directory by its path, or by its id in a storage. */
export function vaultDirectoryOf(vault: string, storage: string, workingDirectory: string): string {
  return UUID.test(vault) && !isAbsolute(vault)
    ? join(storage, 'vaults', vault)
    : resolve(workingDirectory, vault)
}

/** Needs the storage and the kit alone. Raises HF_NO_KEY_SLOTS, HF_KIT_OPENS_NOT, HF_SLOTS_DAMAGED, HF_SLOT_BROKEN. */
export async function openByKit(directory: string, kit: KeyHolder): Promise<OpenedVault> {
  const vaultId = directory.split(/[\\/]/).findLast((part) => part !== '') ?? ''
  let text: string
  try {
    text = await readFile(join(directory, SLOTS), 'utf8')
  } catch (cause) {
    throw cliErrors.HF_NO_KEY_SLOTS({ directory }, { cause })
  }
  const slot = readSlotFile(vaultId, text).find(
    ({ purpose, providerId }) => purpose === 'recovery-password' && providerId === kit.id,
  )
  if (slot === undefined) throw cliErrors.HF_KIT_OPENS_NOT({ kit: kit.name, vault: vaultId })
  const secret = await kit.open(slot)
  const password = secret.toString()
  wipe(secret)
  return { vaultId, directory, password }
}
