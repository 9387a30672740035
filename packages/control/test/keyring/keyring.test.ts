import { createCipheriv, createDecipheriv } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyHolder, type Kms, keyErrors, makeRecoveryKit, openRecoveryKit } from '@holdfast/keys'
import { MasterKey, Repository } from '@holdfast/repository'
import { expect, test } from 'vitest'
import {
  addKms,
  Keyring,
  kitHolderId,
  listProviders,
  openPlace,
  readRecoveryKit,
  readSlotFile,
  removeProvider,
  renewSlots,
  rotateSlots,
  setRecoveryKit,
  systemActor,
  VaultStore,
} from '../../src/index.ts'
import { KeyWorld } from './key-world.ts'
import { setupOnedrive } from './setup-onedrive.ts'

const actor = systemActor('test')
const use = { reason: 'backup', jobId: 'job-1' } as const

async function fileOf(world: KeyWorld, vaultId: string): Promise<string> {
  const storage = await world.control.sql.selectFrom('storage').selectAll().executeTakeFirstOrThrow()
  return (await openPlace(storage).slots(`vaults/${vaultId}`).read()) ?? ''
}

test('a vault is opened by whoever holds its key, and every use stands in the audit trail before', async () => {
  await using world = await KeyWorld.make()
  await using one = await world.connector('One')
  const vaultId = await world.vault()
  const made = await world.vaults.open(vaultId, use)
  const opened = await world.vaults.open(vaultId, { reason: 'restore', actor })
  expect(opened.config.id).toBe(made.config.id)
  expect(opened.masterKey.bytes.equals(made.masterKey.bytes)).toBe(true)
  const trail = await world.control.sql.selectFrom('auditEvent').selectAll().orderBy('number').execute()
  const uses = trail
    .filter(({ action }) => action.startsWith('key.'))
    .map(({ action, targetId, details }) => ({ action, targetId, details }))
  expect(uses).toEqual([
    { action: 'key.made', targetId: vaultId, details: { for: 'backup', jobId: 'job-1' } },
    {
      action: 'key.used',
      targetId: vaultId,
      details: { for: 'restore', provider: 'One', providerId: one.id },
    },
  ])
  expect(one.log.map(({ reason, outcome }) => `${reason} ${outcome}`)).toEqual(['restore given'])
})

test('without anybody who holds keys a vault is neither made nor opened, and nothing is written', async () => {
  await using world = await KeyWorld.make()
  const vaultId = await world.vault()
  await expect(world.vaults.open(vaultId, use)).rejects.toMatchObject({ code: 'EKEY_UNAVAILABLE' })
  expect(await fileOf(world, vaultId)).toBe('')
  const one = await world.connector('One')
  await world.vaults.open(vaultId, use)
  await one[Symbol.asyncDispose]()
  await expect(world.vaults.open(vaultId, use)).rejects.toThrow(/One is not connected/)
})

test('another connector takes over, the first is removed with its slots, and the vault goes on', async () => {
  await using world = await KeyWorld.make()
  const first = await world.connector('First')
  const vaultId = await world.vault()
  const { masterKey } = await world.vaults.open(vaultId, use)
  await expect(removeProvider(world.control, actor, first.id)).rejects.toMatchObject({
    code: 'HF_LAST_KEY_PROVIDER',
  })
  await using second = await world.connector('Second')
  // It is there, and holds no key yet.
  await expect(removeProvider(world.control, actor, first.id)).rejects.toMatchObject({
    code: 'HF_LAST_KEY_PROVIDER',
    context: { vaults: 1 },
  })
  expect(await renewSlots(world.control, world.vaults, 10)).toEqual({ renewed: 1, waiting: 0, isFull: false })
  expect((await world.slots(vaultId)).map(({ providerId }) => providerId).sort()).toEqual(
    [first.id, second.id].sort(),
  )
  await removeProvider(world.control, actor, first.id)
  await first[Symbol.asyncDispose]()
  expect(await renewSlots(world.control, world.vaults, 10)).toMatchObject({ renewed: 1 })
  expect((await world.slots(vaultId)).map(({ providerId }) => providerId)).toEqual([second.id])
  expect(readSlotFile(vaultId, await fileOf(world, vaultId)).map(({ providerId }) => providerId)).toEqual([
    second.id,
  ])
  const opened = await world.vaults.open(vaultId, use)
  expect(opened.masterKey.bytes.equals(masterKey.bytes)).toBe(true)
  expect(await renewSlots(world.control, world.vaults, 10)).toEqual({ renewed: 0, waiting: 0, isFull: false })
  // One that was removed is not let in any more.
  await expect(
    world.hub.ask(
      first.id,
      (await world.slots(vaultId))[0]!,
      { id: 'q', recipient: Buffer.alloc(32) },
      use,
      new AbortController().signal,
    ),
  ).rejects.toMatchObject({ code: 'EKEY_UNAVAILABLE' })
})

test('a database that was lost finds the slots in the storage, and a connector that enrols again opens them', async () => {
  await using world = await KeyWorld.make()
  const one = await world.connector('One')
  const vaultId = await world.vault()
  const { masterKey } = await world.vaults.open(vaultId, use)
  await one[Symbol.asyncDispose]()
  await world.control.sql.deleteFrom('keySlot').execute()
  await world.control.sql.deleteFrom('keyProvider').execute()
  await using back = await world.again(one, 'One')
  expect(back.id).toBe(one.id)
  const opened = await world.vaults.open(vaultId, use)
  expect(opened.masterKey.bytes.equals(masterKey.bytes)).toBe(true)
  expect(await world.slots(vaultId)).toHaveLength(1)
})

test('slots of a provider that the database does not know stay where they are', async () => {
  await using world = await KeyWorld.make()
  const one = await world.connector('One')
  await using _two = await world.connector('Two')
  const vaultId = await world.vault()
  await world.vaults.open(vaultId, use)
  await one[Symbol.asyncDispose]()
  await world.control.sql.deleteFrom('keySlot').execute()
  await world.control.sql.deleteFrom('keyProvider').where('id', '=', one.id).execute()
  await using _three = await world.connector('Three')
  await world.vaults.open(vaultId, use)
  expect((await world.slots(vaultId)).map(({ providerId }) => providerId)).toContain(one.id)
})

test('the recovery kit opens the vault by its password, with database and server gone', async () => {
  await using world = await KeyWorld.make()
  await using _one = await world.connector('One')
  const vaultId = await world.vault()
  await world.vaults.open(vaultId, use)
  const kit = makeRecoveryKit(world.control.random)
  await setRecoveryKit(world.control, actor, {
    kitId: kit.kitId,
    publicKey: kit.publicKey.toString('base64url'),
  })
  expect(await readRecoveryKit(world.control, actor)).toMatchObject({ kitId: kit.kitId, vaults: 0, of: 1 })
  expect(await renewSlots(world.control, world.vaults, 10)).toMatchObject({ renewed: 1 })
  expect(await readRecoveryKit(world.control, actor)).toMatchObject({ vaults: 1, of: 1 })
  // From here on there are the storage and the sheet alone.
  const slots = readSlotFile(vaultId, await fileOf(world, vaultId))
  const { privateKey, publicKey } = openRecoveryKit(kit.words.join(' '))
  const holder = await KeyHolder.open(
    { id: kitHolderId(publicKey), name: 'kit', kind: 'device' },
    { publicKey, privateKey },
  )
  const slot = slots.find(({ purpose }) => purpose === 'recovery-password')!
  const password = (await holder.open(slot)).toString()
  const storage = await world.control.sql.selectFrom('storage').selectAll().executeTakeFirstOrThrow()
  const files = openPlace(storage).repository(`vaults/${vaultId}`)
  const opened = await Repository.open(files, { password })
  // And the kit gives new providers their slots.
  const keyring = new Keyring(world.control, { providerOf: () => undefined, extra: [holder] })
  const again = await new VaultStore(world.control, keyring).open(vaultId, { reason: 'drill' })
  expect(again.masterKey.bytes.equals(opened.masterKey.bytes)).toBe(true)
})

test('rotation makes every slot anew, can stop at any vault, and goes on', async () => {
  await using world = await KeyWorld.make()
  await using _one = await world.connector('One')
  const ids = [await world.vault(), await world.vault(), await world.vault()]
  for (const id of ids) await world.vaults.open(id, use)
  const slotIds = async () =>
    (await Promise.all(ids.map((id) => world.slots(id)))).flat().map(({ slotId }) => slotId)
  const before = await slotIds()
  await rotateSlots(world.control, actor)
  expect(await renewSlots(world.control, world.vaults, 2)).toEqual({ renewed: 2, waiting: 0, isFull: true })
  expect(await renewSlots(world.control, world.vaults, 2)).toEqual({ renewed: 1, waiting: 0, isFull: false })
  const after = await slotIds()
  expect(after).toHaveLength(3)
  expect(after.filter((id) => before.includes(id))).toEqual([])
  for (const id of ids) await world.vaults.open(id, use)
})

test('a device holds the key of its person alone', async () => {
  await using world = await KeyWorld.make()
  await using _one = await world.connector('One')
  const { sql } = world.control
  const profile = await sql.selectFrom('profile').select('id').executeTakeFirstOrThrow()
  const at = new Date(world.control.clock.now())
  const personId = '11111111-1111-4111-8111-111111111111'
  await sql
    .insertInto('person')
    .values({
      id: personId,
      principalName: 'a@b.c',
      displayName: 'A',
      source: 'hand',
      state: 'active',
      attributes: '{}',
      profileId: profile.id,
      createdAt: at,
      updatedAt: at,
    })
    .execute()
  const [own, other] = [await world.vault(), await world.vault()]
  await sql
    .insertInto('onedrive')
    .values({ id: personId, personId, vaultId: own, state: 'enabled', updatedAt: at })
    .execute()
  await using device = await world.connector('Telephone', { kind: 'device', personId })
  for (const id of [own, other]) await world.vaults.open(id, use)
  expect((await world.slots(own)).map(({ providerId }) => providerId)).toContain(device.id)
  expect((await world.slots(other)).map(({ providerId }) => providerId)).not.toContain(device.id)
  const providers = await listProviders(world.control, actor, (id) => ({
    isConnected: world.hub.isConnected(id),
    since: null,
    problem: null,
    isLocal: false,
  }))
  expect(providers.map(({ name, vaults, of }) => [name, vaults, of])).toEqual([
    ['One', 2, 2],
    ['Telephone', 1, 1],
  ])
})

/** A service that keeps one key, and can be told to refuse. */
class OwnKms implements Kms {
  readonly name = 'own service'
  refuses = false
  readonly #key = Buffer.alloc(32, 3)

  async wrap(secret: Uint8Array, binding: string): Promise<Buffer> {
    this.#look()
    const cipher = createCipheriv('aes-256-gcm', this.#key, Buffer.alloc(12)).setAAD(Buffer.from(binding))
    return Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  }

  async unwrap(wrapped: Uint8Array, binding: string): Promise<Buffer> {
    this.#look()
    const decipher = createDecipheriv('aes-256-gcm', this.#key, Buffer.alloc(12))
    decipher.setAAD(Buffer.from(binding)).setAuthTag(wrapped.subarray(-16))
    return Buffer.concat([decipher.update(wrapped.subarray(0, -16)), decipher.final()])
  }

  async rewrap(wrapped: Uint8Array): Promise<Buffer> {
    return Buffer.from(wrapped)
  }

  #look(): void {
    if (this.refuses) throw keyErrors.EKEY_REFUSED({ provider: this.name, reason: 'the key was disabled' })
  }
}

test('a key management service holds keys; a revoked key is said clearly, and no data is touched', async () => {
  const kms = new OwnKms()
  await using world = await KeyWorld.make(() => kms)
  await using one = await world.connector('One')
  const vaultId = await world.vault()
  const { masterKey } = await world.vaults.open(vaultId, use)
  const { id } = await addKms(
    world.control,
    actor,
    { name: 'KMS', settings: { service: 'transit', address: 'http://localhost:1', key: 'k' } },
    () => kms,
  )
  kms.refuses = true
  // It cannot be given the key now: the backup goes on all the same, and it gets it later.
  await world.vaults.open(vaultId, use)
  expect(await world.slots(vaultId)).toHaveLength(1)
  kms.refuses = false
  await renewSlots(world.control, world.vaults, 10)
  expect((await world.slots(vaultId)).map(({ providerId }) => providerId)).toContain(id)
  await one[Symbol.asyncDispose]()
  const opened = await world.vaults.open(vaultId, use)
  expect(MasterKey.fromBytes(opened.masterKey.bytes).bytes.equals(masterKey.bytes)).toBe(true)
  kms.refuses = true
  const before = await fileOf(world, vaultId)
  await expect(world.vaults.open(vaultId, use)).rejects.toThrow(/the key was disabled/)
  expect(await fileOf(world, vaultId)).toBe(before)
})

test('a vault whose slots are destroyed is never opened again', async () => {
  await using world = await KeyWorld.make()
  await using _one = await world.connector('One')
  const vaultId = await world.vault()
  await world.vaults.open(vaultId, use)
  await world.vaults.erase(vaultId)
  expect(await world.slots(vaultId)).toEqual([])
  await expect(world.vaults.open(vaultId, use)).rejects.toMatchObject({ code: 'HF_NO_REPOSITORY' })
})

test('slots that were damaged say so, and are not written over', async () => {
  await using world = await KeyWorld.make()
  await using _one = await world.connector('One')
  const vaultId = await world.vault()
  await world.vaults.open(vaultId, use)
  const storage = await world.control.sql.selectFrom('storage').selectAll().executeTakeFirstOrThrow()
  const slots = openPlace(storage).slots(`vaults/${vaultId}`)
  await slots.write('{"version":1')
  await world.control.sql.deleteFrom('keySlot').execute()
  await expect(world.vaults.open(vaultId, use)).rejects.toMatchObject({ code: 'HF_SLOTS_DAMAGED' })
  expect(await slots.read()).toBe('{"version":1')
  const { path } = storage.settings as { path: string }
  await rm(join(path, 'vaults', vaultId, 'holdfast-key-slots.json'))
  await expect(world.vaults.open(vaultId, use)).rejects.toMatchObject({ code: 'EKEY_UNAVAILABLE' })
})

test('a token takes one connector on, once, and only by its secret', async () => {
  await using world = await KeyWorld.make()
  await using one = await world.connector('One')
  expect(world.changes).toContain(`+${one.id}`)
  const rows = await world.control.sql.selectFrom('enrolmentToken').selectAll().execute()
  expect(rows).toHaveLength(1)
  expect(rows[0]?.usedAt).not.toBeNull()
})

test('of several who open a new vault at the same moment all have the same key, and the slots hold it', async () => {
  await using world = await KeyWorld.make()
  await using _one = await world.connector('One')
  for (let round = 0; round < 5; round++) {
    const vaultId = await world.vault()
    const storage = await world.control.sql.selectFrom('storage').selectAll().executeTakeFirstOrThrow()
    const slots = openPlace(storage).slots(`vaults/${vaultId}`)
    const rings = [world.keyring, world.another(), world.another(), world.another()]
    const keys = await Promise.all(
      rings.map((ring) => ring.masterKey({ id: vaultId, slots, isNew: true }, use)),
    )
    const again = await world.another().masterKey({ id: vaultId, slots }, use)
    for (const { bytes } of keys) expect(bytes.equals(again.bytes)).toBe(true)
  }
})

test('two connectors share the load, and each stands in for the other', async () => {
  await using world = await KeyWorld.make()
  const one = await world.connector('One')
  await using two = await world.connector('Two')
  const ids: string[] = []
  for (let n = 0; n < 16; n++) ids.push(await world.vault())
  for (const id of ids) await world.vaults.open(id, use)
  for (const id of ids) await world.vaults.open(id, use)
  expect(one.log.length + two.log.length).toBe(16)
  expect(one.log.length).toBeGreaterThan(0)
  expect(two.log.length).toBeGreaterThan(0)
  await one[Symbol.asyncDispose]()
  for (const id of ids) await world.vaults.open(id, use)
  expect(one.log.length + two.log.length).toBe(32)
})

test('whom the profile names is asked first', async () => {
  await using world = await KeyWorld.make()
  await using one = await world.connector('One')
  await using two = await world.connector('Two')
  const { vaultId } = await setupOnedrive(world)
  const { sql } = world.control
  const { settings } = await sql.selectFrom('profile').select('settings').executeTakeFirstOrThrow()
  for (const first of [one, two]) {
    const before = first.log.length
    await sql
      .updateTable('profile')
      .set({ settings: JSON.stringify({ ...settings, keyProviders: [first.id] }) })
      .execute()
    await world.vaults.open(vaultId, use)
    await world.vaults.open(vaultId, use)
    expect(first.log.length).toBeGreaterThan(before)
  }
})
