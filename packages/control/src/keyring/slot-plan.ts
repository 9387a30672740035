import type { KeySlot } from '@holdfast/keys'
import { type RotationSettings, renewedSince } from './rotation.ts'
import type { SlotHolder } from './slot-holder.ts'

/** What is to become of a vault's slots. */
export interface SlotPlan {
  readonly keep: readonly KeySlot[]
  /** Slots that end: of providers that were removed. */
  readonly ended: number
  /** For whom one is to be made; an old one stays until then. */
  readonly make: readonly SlotHolder[]
}

/**
 * One slot of the ekey for each holder, none of removed providers, and none that is too old. Slots of providers that
 * nobody knows stay: the database may have been lost, and they may come back.
 */
export function planSlots(
  slots: readonly KeySlot[],
  holders: readonly SlotHolder[],
  removed: ReadonlySet<string>,
  rotation: RotationSettings,
  now: number,
): SlotPlan {
  const keep = slots.filter(({ purpose, providerId }) => purpose !== 'ekey' || !removed.has(providerId))
  const make = holders.filter((holder) => {
    const since = renewedSince(rotation, holder.isKms, now)
    return !keep.some(
      ({ purpose, providerId, createdAt }) =>
        purpose === 'ekey' && providerId === holder.id && Date.parse(createdAt) >= since,
    )
  })
  return { keep, ended: slots.length - keep.length, make }
}

export function isChange({ ended, make }: SlotPlan): boolean {
  return ended > 0 || make.length > 0
}

/** New slots in the place of those of the same holder and purpose. */
export function replaced(slots: readonly KeySlot[], made: readonly KeySlot[]): readonly KeySlot[] {
  const isReplaced = ({ providerId, purpose }: KeySlot): boolean =>
    made.some((one) => one.providerId === providerId && one.purpose === purpose)
  return [...slots.filter((slot) => !isReplaced(slot)), ...made]
}
