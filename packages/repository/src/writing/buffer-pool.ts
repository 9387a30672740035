/** Buffers of one size, used again: they travel to worker threads and back. */
export class BufferPool {
  readonly #size: number
  readonly #keep: number
  readonly #free: ArrayBuffer[] = []

  /** @param keep buffers kept for another use at most; more are left to the garbage collector */
  constructor(size: number, keep: number) {
    this.#size = size
    this.#keep = keep
  }

  take(): ArrayBuffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#size).buffer
  }

  give(buffer: ArrayBuffer | undefined): void {
    if (buffer?.byteLength === this.#size && this.#free.length < this.#keep) this.#free.push(buffer)
  }
}
