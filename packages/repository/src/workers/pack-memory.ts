/** Memory for one pack. */
export interface PackSlot {
  readonly bytes: Buffer<SharedArrayBuffer>
  /** Place in the common memory; -1 for memory that stands alone. */
  readonly number: number
}

/** Where packs are filled: taken when one is begun, given back when it is stored or needs more room. */
export interface PackMemory {
  take(): PackSlot
  give(slot: PackSlot): void
}

/** What threads need to share the same memory. */
export interface SharedPackMemory {
  readonly memory: SharedArrayBuffer
  /** A 32-bit word for each slot (0 free, 1 taken), and one that counts what was given back. */
  readonly states: SharedArrayBuffer
}

const FREE = 0
const TAKEN = 1

/**
 * A fixed number of slots that all threads take from. Whoever finds none free sleeps until another thread gives one
 * back: the thread that stores packs must not take any. The lowest free slot is taken first, so that memory which was
 * never needed is never touched.
 */
export class SharedSlots {
  readonly shared: SharedPackMemory
  readonly #states: Int32Array<SharedArrayBuffer>
  readonly #count: number
  readonly #size: number

  constructor(shared: SharedPackMemory) {
    this.shared = shared
    this.#states = new Int32Array(shared.states)
    this.#count = this.#states.length - 1
    this.#size = shared.memory.byteLength / this.#count
  }

  /** @param size bytes of each slot */
  static create(count: number, size: number): SharedSlots {
    const memory = new SharedArrayBuffer(count * size)
    return new SharedSlots({ memory, states: new SharedArrayBuffer((count + 1) * 4) })
  }

  take(): PackSlot {
    for (;;) {
      const given = Atomics.load(this.#states, this.#count)
      const slot = this.tryTake()
      if (slot) return slot
      Atomics.wait(this.#states, this.#count, given)
    }
  }

  /** Undefined when none is free. */
  tryTake(): PackSlot | undefined {
    for (let number = 0; number < this.#count; number++) {
      if (Atomics.compareExchange(this.#states, number, FREE, TAKEN) === FREE) return this.#slot(number)
    }
    return undefined
  }

  give({ number }: { readonly number: number }): void {
    if (number < 0) return
    Atomics.store(this.#states, number, FREE)
    Atomics.add(this.#states, this.#count, 1)
    Atomics.notify(this.#states, this.#count)
  }

  #slot(number: number): PackSlot {
    return { number, bytes: Buffer.from(this.shared.memory, number * this.#size, this.#size) }
  }
}

/** Memory that stands alone, for what fits into no slot. */
export function ownSlot(size: number): PackSlot {
  return { number: -1, bytes: Buffer.from(new SharedArrayBuffer(size)) }
}

/** Memory for packs of this many bytes, new for each: for one thread that fills packs and stores them. */
export function ownMemory(size: number): PackMemory {
  return { take: () => ownSlot(size), give: () => {} }
}
