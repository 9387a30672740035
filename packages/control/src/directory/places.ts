/** How many active people profiles have, and may have. */
export class Places {
  readonly #most: ReadonlyMap<string, number>
  readonly #people = new Map<string, number>()

  /** `maxPeople` of 0 is no limit. */
  constructor(profiles: readonly { readonly id: string; readonly maxPeople: number }[]) {
    this.#most = new Map(profiles.map(({ id, maxPeople }) => [id, maxPeople]))
  }

  /** Counts somebody who is there already, whatever the limit says. */
  count(profileId: string): void {
    this.#people.set(profileId, this.#used(profileId) + 1)
  }

  /** Takes a place, where there is one. */
  take(profileId: string): boolean {
    const most = this.#most.get(profileId)
    if (most === undefined || (most > 0 && this.#used(profileId) >= most)) return false
    this.count(profileId)
    return true
  }

  free(profileId: string): void {
    this.#people.set(profileId, this.#used(profileId) - 1)
  }

  #used(profileId: string): number {
    return this.#people.get(profileId) ?? 0
  }
}
