import { useMemo, useSyncExternalStore } from 'react'
import { useMe } from '../api/me.ts'
import { isWithin } from './paths.ts'

/** A file or folder that is to be restored, as it was in a snapshot. */
export interface Chosen {
  readonly snapshotId: string
  readonly takenAt: string
  readonly path: string
  readonly kind: 'file' | 'folder'
  /** Bytes; null for a folder. */
  readonly size: number | null
}

const KEPT = 'holdfast.basket.'
const NOTHING: readonly Chosen[] = []

/** What was chosen, for as long as the browser's tab is open: a lost line or a reload takes nothing. */
class Basket {
  readonly #key: string
  readonly #listeners = new Set<() => void>()
  #items: readonly Chosen[]

  constructor(key: string) {
    this.#key = key
    this.#items = kept(key)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly items = () => this.#items

  /** What lies in a chosen folder comes with it, and need not be chosen. */
  add(chosen: readonly Chosen[]): void {
    const added = chosen.filter((each) => !this.covers(each))
    const covered = (each: Chosen) => added.some((other) => isSame(other, each) || covers(other, each))
    this.#put([...this.#items.filter((each) => !covered(each)), ...added])
  }

  remove(gone: readonly Place[]): void {
    this.#put(this.#items.filter((each) => !gone.some((other) => isSame(other, each))))
  }

  clear(): void {
    this.#put(NOTHING)
  }

  /** Whether a folder is chosen that something lies in. */
  covers(place: Place): boolean {
    return this.#items.some((each) => covers(each, place))
  }

  #put(items: readonly Chosen[]): void {
    this.#items = items
    if (items.length === 0) sessionStorage.removeItem(this.#key)
    else sessionStorage.setItem(this.#key, JSON.stringify(items))
    for (const listener of this.#listeners) listener()
  }
}

type Place = Pick<Chosen, 'snapshotId' | 'path'>

function isSame(one: Place, other: Place): boolean {
  return one.snapshotId === other.snapshotId && one.path === other.path
}

function covers(folder: Chosen, { snapshotId, path }: Place): boolean {
  return folder.kind === 'folder' && folder.snapshotId === snapshotId && isWithin(path, folder.path)
}

function kept(key: string): readonly Chosen[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]')
  } catch {
    return NOTHING
  }
}

const baskets = new Map<string, Basket>()

export interface BasketInUse extends Pick<Basket, 'add' | 'remove' | 'clear' | 'covers'> {
  readonly items: readonly Chosen[]
  /** Whether this itself is chosen. */
  readonly has: (place: Place) => boolean
}

/** What the viewer has chosen of a person's backup. */
export function useBasket(personId: string): BasketInUse {
  const viewer = useMe()?.id ?? ''
  const key = `${KEPT}${viewer}.${personId}`
  const basket = baskets.get(key) ?? new Basket(key)
  baskets.set(key, basket)
  const items = useSyncExternalStore(basket.subscribe, basket.items)
  return useMemo(
    () => ({
      items,
      add: (chosen) => basket.add(chosen),
      remove: (gone) => basket.remove(gone),
      clear: () => basket.clear(),
      covers: (place) => basket.covers(place),
      has: (place) => items.some((each) => isSame(each, place)),
    }),
    [basket, items],
  )
}
