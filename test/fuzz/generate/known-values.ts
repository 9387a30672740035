import type { Dice } from '../dice.ts'
import type { Operation } from '../document/operation.ts'

/** Values of a kind that are kept; more say nothing new. */
const MOST = 60

/**
 * What the server has told of itself: ids by what they name, cursors by the list they are of. A request that names what is
 * there comes further than one that does not.
 */
export class KnownValues {
  readonly #values = new Map<string, string[]>()
  #kept: ReadonlyMap<string, readonly string[]> = new Map()

  add(kind: string, value: string): void {
    const values = this.#values.get(kind) ?? []
    if (values.includes(value)) return
    if (values.length >= MOST) values.splice(1 + (value.length % (MOST - 1)), 1)
    this.#values.set(kind, [...values, value])
  }

  of(kind: string): readonly string[] {
    return this.#values.get(kind) ?? []
  }

  /** One of the kind; undefined where none is known. */
  pick(kind: string, dice: Dice): string | undefined {
    const values = this.of(kind)
    return values.length === 0 ? undefined : dice.pick(values)
  }

  /** Takes in what an answer names. */
  learn({ id, path }: Operation, body: unknown): void {
    this.#learn(kindOf(path.split('/').findLast((part) => !part.startsWith('{')) ?? ''), id, body)
  }

  /** Remembers this state, for `restore`. */
  keep(): void {
    this.#kept = new Map([...this.#values].map(([kind, values]) => [kind, [...values]]))
  }

  restore(): void {
    this.#values.clear()
    for (const [kind, values] of this.#kept) this.#values.set(kind, [...values])
  }

  #learn(kind: string, operation: string, body: unknown): void {
    if (Array.isArray(body)) {
      for (const item of body) {
        if (typeof item === 'string') this.#addId(kind, item)
        else this.#learn(kind, operation, item)
      }
    } else if (body !== null && typeof body === 'object') {
      // The list that an answer is about stands under whatever name.
      const [only, ...others] = Object.values(body)
      if (others.length === 0 && Array.isArray(only)) this.#learn(kind, operation, only)
      for (const [name, value] of Object.entries(body)) this.#learnField(kind, operation, name, value)
    }
  }

  #learnField(kind: string, operation: string, name: string, value: unknown): void {
    if (typeof value !== 'string') {
      this.#learn(name === 'items' || name === 'Resources' ? kind : kindOf(name), operation, value)
    } else if (name === 'id') this.#addId(kind, value)
    else if (name === 'nextCursor') this.add(`cursor ${operation}`, value)
    else if (name.endsWith('Id')) this.#addId(kindOf(name), value)
  }

  #addId(kind: string, value: string): void {
    if (/^[0-9a-f]{64}$|^[0-9a-f-]{36}$/.test(value)) this.add(kind, value)
  }
}

/** What an id names, by the name of the field or the part of an address: `people`, `personId` and `personIds` alike. */
export function kindOf(name: string): string {
  const bare = name.replace(/Ids?$/, '')
  if (bare === 'people') return 'person'
  return bare.replace(/ies$/, 'y').replace(/s$/, '')
}
