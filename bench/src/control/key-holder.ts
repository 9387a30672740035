import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { type Control, Keyring, now } from '@holdfast/control'
import { KeyHolder, newKeyPair } from '@holdfast/keys'

const HOLDER = { id: '00000000-0000-4000-8000-00000000c0de', name: 'bench', kind: 'connector' } as const

/** Keys of vaults as a server has them, held by one connector whose key lies in the folder. */
export async function keyringOf(control: Control, folder: string): Promise<Keyring> {
  const pair = await keyPairIn(folder)
  await control.sql
    .insertInto('keyProvider')
    .values({ ...HOLDER, publicKey: pair.publicKey.toString('base64url'), createdAt: now(control) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const holder = await KeyHolder.open(HOLDER, pair)
  // On a clock that is made faster, ten seconds are over before an answer is there.
  return new Keyring(control, { providerOf: () => holder, patience: 24 * 3_600_000 })
}

/** The same at each start: vaults outlive processes. */
async function keyPairIn(folder: string) {
  const file = `${folder}/bench.key`
  try {
    const [publicKey = '', privateKey = ''] = (await readFile(file, 'utf8')).split('\n')
    return { publicKey: Buffer.from(publicKey, 'hex'), privateKey: Buffer.from(privateKey, 'hex') }
  } catch {
    const pair = await newKeyPair()
    await mkdir(folder, { recursive: true })
    await writeFile(file, [pair.publicKey, pair.privateKey].map((key) => key.toString('hex')).join('\n'))
    return pair
  }
}
