import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deriveMasterKey, KeyHolder, type KeySlot, openKeyFile } from '@holdfast/keys'

/** What a vault is opened by, as a connector's key file yields it. */
export interface KeysOfVault {
  readonly vaultId: string
  readonly ekey: Buffer
  /** 64 bytes: encrypt, mac k, mac r. */
  readonly masterKey: Buffer
}

export async function keysOfVaults(
  data: string,
  keyFile: string,
  passphrase: string,
): Promise<{ readonly vaults: readonly KeysOfVault[]; readonly privateKey: Buffer }> {
  const secrets = await openKeyFile(readFileSync(keyFile, 'utf8'), passphrase)
  const holder = await KeyHolder.open({ id: secrets.providerId, name: '', kind: 'connector' }, secrets)
  const folder = join(data, 'storage', 'vaults')
  const vaults: KeysOfVault[] = []
  for (const vaultId of readdirSync(folder)) {
    const { slots } = JSON.parse(readFileSync(join(folder, vaultId, 'holdfast-key-slots.json'), 'utf8'))
    const slot = slots.find(
      ({ providerId, purpose }: KeySlot) => providerId === secrets.providerId && purpose === 'ekey',
    )
    const ekey = await holder.open(slot)
    vaults.push({ vaultId, ekey, masterKey: deriveMasterKey(ekey, vaultId) })
  }
  return { vaults, privateKey: secrets.privateKey }
}

/** A key as it could lie somewhere: its bytes, and the texts that bytes are written as. */
export function formsOf(key: Buffer): Buffer[] {
  const texts = (['hex', 'base64', 'base64url'] as const).map((form) => key.toString(form))
  // What follows a key changes the last characters of its text.
  return [key, ...texts.map((text) => Buffer.from(text.slice(0, Math.floor(key.length * 1.3))))]
}
