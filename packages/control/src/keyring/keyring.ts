import { Semaphore } from '@holdfast/base'
import {
  deriveMasterKey,
  type KeyProvider,
  type KeySlot,
  type KeyUse,
  KmsProvider,
  keyErrors,
  newEkey,
  obtainKey,
  wipe,
} from '@holdfast/keys'
import { MasterKey } from '@holdfast/repository'
import { type Control, newId } from '../control.ts'
import type { Row } from '../database/tables.ts'
import type { KeyedVault, VaultKeys, VaultUse } from '../vaults/vault-keys.ts'
import type { VaultOwner } from './asking-order.ts'
import { destroySlots, slotsOf, writeFirstSlots, writeSlots } from './key-slots.ts'
import { type KeyState, readKeyState } from './key-state.ts'
import { KeyUseLog } from './key-use-log.ts'
import { keyHolder, kmsHolder, type PublicKeyHolder, type SlotHolder } from './slot-holder.ts'
import { isChange, planSlots, replaced, type SlotPlan } from './slot-plan.ts'

/** How a provider of the database is asked: over the hub, or at its service. */
export type ProviderOf = (row: Row<'keyProvider'>) => KeyProvider | undefined

export interface KeyringOptions {
  readonly providerOf: ProviderOf
  /** Asked after all others: a recovery kit that somebody has typed in. */
  readonly extra?: readonly KeyProvider[]
  /** Milliseconds that one provider may take. */
  readonly patience?: number
}

/** Bytes of the password that a recovery kit yields. */
const PASSWORD_BYTES = 32

/**
 * The keys of all vaults, as those who hold them give them out for one use at a time. Every use stands in the audit trail
 * before the key is used; whoever is to hold a key and has none yet gets a slot while the key is here.
 */
export class Keyring implements VaultKeys {
  readonly #control: Control
  readonly #options: KeyringOptions
  readonly #log: KeyUseLog
  /** One vault's slots are changed at a time. */
  readonly #changing = new Semaphore(1)
  /** As read when a vault's key was asked for, until the vault is complete. */
  readonly #states = new WeakMap<KeyedVault, KeyState>()

  constructor(control: Control, options: KeyringOptions) {
    this.#control = control
    this.#options = options
    this.#log = new KeyUseLog(control)
  }

  /** Raises EKEY_UNAVAILABLE, HF_SLOTS_DAMAGED. */
  async masterKey(vault: KeyedVault, use: VaultUse, signal?: AbortSignal): Promise<MasterKey> {
    const state = await this.#read(vault)
    const isFirst = vault.isNew === true && state.slots.length === 0
    const first = isFirst ? await this.#firstKey(vault, use, state) : undefined
    const ekey =
      first ?? (await this.#knownKey(vault, use, isFirst ? await this.#read(vault) : state, signal))
    try {
      if (first === undefined) await this.#sealForOthers(vault, ekey, state)
      const derived = deriveMasterKey(ekey, vault.id)
      const masterKey = MasterKey.fromBytes(derived)
      wipe(derived)
      return masterKey
    } finally {
      wipe(ekey)
    }
  }

  async destroy(vault: KeyedVault): Promise<void> {
    await destroySlots(this.#control, vault)
  }

  /** The recovery kit's own way in: a password of restic's that lies sealed to it. */
  async complete(vault: KeyedVault, addPassword: (password: string) => Promise<void>): Promise<void> {
    const { kit, slots } = this.#states.get(vault) ?? (await this.#read(vault))
    if (kit === undefined) return
    const isThere = (all: readonly KeySlot[]): boolean =>
      all.some(({ purpose, providerId }) => purpose === 'recovery-password' && providerId === kit.id)
    if (isThere(slots)) return
    await this.#changing.run(async () => {
      const present = await slotsOf(this.#control, vault)
      if (isThere(present)) return
      const password = this.#control.random.bytes(PASSWORD_BYTES).toString('base64url')
      // A kill in between leaves a key file that nobody has the password of, and no slot that opens nothing.
      await addPassword(password)
      const slot = await keyHolder(kit).slotFor(
        Buffer.from(password),
        { vaultId: vault.id, slotId: newId(this.#control), purpose: 'recovery-password', keyVersion: 1 },
        this.#control.clock.now(),
      )
      await writeSlots(this.#control, vault, [...present, slot])
    })
  }

  /** What the database says now, and where it knows no slots, the storage. */
  async #read(vault: KeyedVault): Promise<KeyState> {
    const state = await readKeyState(this.#control.sql, vault.id)
    const found = state.slots.length > 0 ? state : { ...state, slots: await slotsOf(this.#control, vault) }
    this.#states.set(vault, found)
    return found
  }

  /** A new key for a new vault, once its slots are stored; undefined when somebody else made one meanwhile. */
  async #firstKey(
    vault: KeyedVault,
    use: VaultUse,
    { owner, active, kit }: KeyState,
  ): Promise<Buffer | undefined> {
    // Who is to hold the key of a new vault must be there from the first backup on.
    if (!active.some((row) => this.#options.providerOf(row)?.isConnected))
      throw keyErrors.EKEY_UNAVAILABLE({ reason: 'no key provider is connected that could hold it' })
    await this.#write(vault, use, owner, 'key.made', {})
    const ekey = newEkey(this.#control.random)
    const { made, failure } = await this.#seal(vault.id, ekey, this.#holders(active, kit))
    if (made.length === 0) {
      wipe(ekey)
      throw failure
    }
    // Of two who begin together one makes the key, and the other asks for it.
    if (await writeFirstSlots(this.#control, vault, made)) return ekey
    wipe(ekey)
    return undefined
  }

  async #knownKey(
    vault: KeyedVault,
    use: VaultUse,
    { owner, active, slots: all }: KeyState,
    signal?: AbortSignal,
  ): Promise<Buffer> {
    const slots = all.filter(({ purpose }) => purpose === 'ekey')
    const providers = active.flatMap((row) => this.#options.providerOf(row) ?? [])
    const keyUse: KeyUse = {
      reason: use.reason,
      ...(use.jobId !== undefined && { jobId: use.jobId }),
      ...(owner && { profileId: owner.profileId }),
    }
    const { patience, extra = [] } = this.#options
    const { secret, provider } = await obtainKey(slots, [...providers, ...extra], {
      use: keyUse,
      clock: this.#control.clock,
      newId: () => newId(this.#control),
      ...(signal && { signal }),
      ...(patience !== undefined && { patience }),
    })
    try {
      await this.#write(vault, use, owner, 'key.used', { provider: provider.name, providerId: provider.id })
    } catch (error) {
      wipe(secret)
      throw error
    }
    return secret
  }

  async #write(
    vault: KeyedVault,
    { reason, jobId, actor }: VaultUse,
    owner: VaultOwner | undefined,
    action: string,
    details: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.#log.write(actor, {
      action,
      target: { kind: 'vault', id: vault.id },
      ...(owner && { personId: owner.personId }),
      details: { for: reason, ...(jobId !== undefined && { jobId }), ...details },
    })
  }

  /** Gives a slot to everybody who is to have one; those of providers that were removed end. */
  async #sealForOthers(vault: KeyedVault, ekey: Buffer, state: KeyState): Promise<void> {
    const holders = this.#holders(state.active, state.kit)
    const plan = (slots: readonly KeySlot[]): SlotPlan =>
      planSlots(slots, holders, state.removed, state.rotation, this.#control.clock.now())
    if (!isChange(plan(state.slots))) return
    await this.#changing.run(async () => {
      // Somebody else may have done it while this one waited.
      const planned = plan(await slotsOf(this.#control, vault))
      if (!isChange(planned)) return
      const { keep, make } = planned
      // One that is not there now gets its slot another time.
      const { made } = await this.#seal(vault.id, ekey, make)
      await writeSlots(this.#control, vault, replaced(keep, made))
    })
  }

  #holders(active: readonly Row<'keyProvider'>[], kit: PublicKeyHolder | undefined): readonly SlotHolder[] {
    return [...active.flatMap((row) => this.#holderOf(row) ?? []), ...(kit ? [keyHolder(kit)] : [])]
  }

  /** Seals for as many as can be sealed for now. */
  async #seal(
    vaultId: string,
    ekey: Buffer,
    holders: readonly SlotHolder[],
  ): Promise<{ readonly made: readonly KeySlot[]; readonly failure?: unknown }> {
    const sealed = await Promise.allSettled(
      holders.map((holder) =>
        holder.slotFor(
          ekey,
          { vaultId, slotId: newId(this.#control), purpose: 'ekey', keyVersion: 1 },
          this.#control.clock.now(),
        ),
      ),
    )
    return {
      made: sealed.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
      failure: sealed.find((one) => one.status === 'rejected')?.reason,
    }
  }

  #holderOf(row: Row<'keyProvider'>): SlotHolder | undefined {
    if (row.publicKey !== null)
      return keyHolder({ id: row.id, publicKey: Buffer.from(row.publicKey, 'base64url') })
    const provider = this.#options.providerOf(row)
    return provider instanceof KmsProvider ? kmsHolder(provider) : undefined
  }
}
