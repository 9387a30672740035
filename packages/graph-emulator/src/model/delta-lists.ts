import type { Change } from './changes.ts'

/** Lists under way at the same time; older ones are dropped, and their next page is answered by 410. */
const MAX_LISTS = 64

/** The frozen lists that pages are cut from. */
export class DeltaLists {
  readonly #lists = new Map<number, readonly Change[]>()
  #next = 1

  keep(changes: readonly Change[]): number {
    const number = this.#next++
    this.#lists.set(number, changes)
    const oldest = this.#lists.keys().next().value
    if (this.#lists.size > MAX_LISTS && oldest !== undefined) this.#lists.delete(oldest)
    return number
  }

  get(number: number): readonly Change[] | undefined {
    return this.#lists.get(number)
  }
}
