/** Somebody who has a sign-in name and is about to have another one, or the same. Names in lower case. */
export interface NameWish {
  readonly id: string
  readonly has: string
  readonly wants: string
}

/**
 * Who gets the sign-in name that they want, where no two may have the same: gives the ids of those who must keep the one
 * that they have. Names may be exchanged, also in a circle; whoever keeps a name keeps it from others. All `has` differ.
 */
export function settleNames(wishes: readonly NameWish[]): ReadonlySet<string> {
  const keepers = new Set(wishes.filter(({ has, wants }) => has === wants).map(({ id }) => id))
  for (;;) {
    const before = keepers.size
    const taken = new Set(wishes.filter(({ id }) => keepers.has(id)).map(({ has }) => has))
    for (const { id, wants } of wishes) {
      if (keepers.has(id)) continue
      if (taken.has(wants)) keepers.add(id)
      taken.add(wants)
    }
    if (keepers.size === before)
      return new Set(wishes.filter((w) => keepers.has(w.id) && w.has !== w.wants).map(({ id }) => id))
  }
}
