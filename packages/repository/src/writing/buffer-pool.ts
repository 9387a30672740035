import { sharedMappedMemory } from '@holdfast/base'

/** Shared memory in pieces of one size, used again and again: touching fresh memory costs more than filling it. */
export class BufferPool {
  readonly #size: number
  readonly #keep: number
  readonly #free: SharedArrayBuffer[] = []

  /** @param keep pieces kept for another use at most; more are left to the garbage collector */
  constructor(size: number, keep: number) {
    this.#size = size
    this.#keep = keep
  }

  take(): SharedArrayBuffer {
    return this.#free.pop() ?? sharedMappedMemory(this.#size)
  }

  /** Takes a piece back; one of another size is not of this pool. */
  give(buffer: SharedArrayBuffer): void {
    if (buffer.byteLength === this.#size && this.#free.length < this.#keep) this.#free.push(buffer)
  }
}
