import { randomUUID } from 'node:crypto'
import { systemClock, systemRandom } from '@holdfast/base'
import { describe, expect, test } from 'vitest'
import { type Kms, KmsProvider, newEkey, obtainKey, type SlotContext } from '../../src/index.ts'

/** A service of this machine, and what can be done to its key. */
export interface KmsWorld extends AsyncDisposable {
  readonly kms: Kms
  /** A new version of the key: what was wrapped before still unwraps. */
  rotate(): void
  /** The customer takes our right to the key away, or gives it back. */
  setRevoked(revoked: boolean): void
  /** How often anything was unwrapped for us. */
  readonly unwraps: number
  /** The service is gone. */
  stop(): Promise<void>
}

const signal = new AbortController().signal
const context = (): SlotContext => ({
  vaultId: randomUUID(),
  slotId: randomUUID(),
  purpose: 'ekey',
  keyVersion: 1,
})

/** What every key management service must do. */
export function kmsContract(
  name: string,
  open: () => Promise<KmsWorld>,
  options: { rewrapsInside: boolean },
): void {
  describe(name, () => {
    test('wraps a secret, and unwraps it with the same binding only', async () => {
      await using world = await open()
      const secret = newEkey(systemRandom)
      const wrapped = await world.kms.wrap(secret, 'vault 1', signal)
      expect(wrapped.includes(secret)).toBe(false)
      expect(await world.kms.unwrap(wrapped, 'vault 1', signal)).toEqual(secret)
      await expect(world.kms.unwrap(wrapped, 'vault 2', signal)).rejects.toMatchObject({
        code: 'HF_WRAP_BROKEN',
      })
    })

    test('unwraps what an older version wrapped, and wraps it anew', async () => {
      await using world = await open()
      const secret = newEkey(systemRandom)
      const old = await world.kms.wrap(secret, 'vault 1', signal)
      world.rotate()
      expect(await world.kms.unwrap(old, 'vault 1', signal)).toEqual(secret)
      const before = world.unwraps
      const rewrapped = await world.kms.rewrap(old, 'vault 1', signal)
      expect(world.unwraps - before).toBe(options.rewrapsInside ? 0 : 1)
      expect(rewrapped).not.toEqual(old)
      expect(await world.kms.unwrap(rewrapped, 'vault 1', signal)).toEqual(secret)
    })

    test('refuses clearly when the key was revoked, and serves again when it is given back', async () => {
      await using world = await open()
      const secret = newEkey(systemRandom)
      const wrapped = await world.kms.wrap(secret, 'vault 1', signal)
      world.setRevoked(true)
      await expect(world.kms.unwrap(wrapped, 'vault 1', signal)).rejects.toMatchObject({
        code: 'EKEY_REFUSED',
      })
      await expect(world.kms.wrap(secret, 'vault 1', signal)).rejects.toMatchObject({ code: 'EKEY_REFUSED' })
      world.setRevoked(false)
      expect(await world.kms.unwrap(wrapped, 'vault 1', signal)).toEqual(secret)
    })

    test('that cannot be reached is not available', async () => {
      await using world = await open()
      const wrapped = await world.kms.wrap(newEkey(systemRandom), 'vault 1', signal)
      await world.stop()
      await expect(world.kms.unwrap(wrapped, 'vault 1', signal)).rejects.toMatchObject({
        code: 'EKEY_UNAVAILABLE',
      })
    })

    test('is not fooled by a wrapping with a changed bit', async () => {
      await using world = await open()
      const wrapped = await world.kms.wrap(newEkey(systemRandom), 'vault 1', signal)
      const changed = Buffer.from(wrapped)
      const at = changed.length - 6
      changed[at] = changed[at] === 0x41 ? 0x42 : 0x41
      await expect(world.kms.unwrap(changed, 'vault 1', signal)).rejects.toMatchObject({
        code: 'HF_WRAP_BROKEN',
      })
    })

    test('serves the broker, and its slots are rewrapped', async () => {
      await using world = await open()
      const provider = new KmsProvider(randomUUID(), world.kms)
      const ekey = newEkey(systemRandom)
      const slot = await provider.slotFor(ekey, context(), 0, signal)
      world.rotate()
      const rewrapped = await provider.rewrapped(slot, 0, signal)
      for (const each of [slot, rewrapped]) {
        const { secret } = await obtainKey([each], [provider], {
          use: { reason: 'backup' },
          clock: systemClock,
          newId: randomUUID,
        })
        expect(secret).toEqual(ekey)
      }
    })
  })
}
