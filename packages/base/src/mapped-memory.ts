/** From this size on, memory is mapped: the C library does the same until it has met larger blocks. */
const LARGE = 128 * 1024

/**
 * Memory that lives long, or comes and goes in large pieces. A resizable buffer is mapped from the system page by page
 * and unmapped when it is collected; any other large one may come to lie between short-lived blocks in the C library's
 * heap, which then can neither shrink nor be used again.
 */
export function mappedMemory(bytes: number): ArrayBuffer {
  return bytes < LARGE ? new ArrayBuffer(bytes) : new ArrayBuffer(bytes, { maxByteLength: bytes })
}

/** The same, for memory that threads share. */
export function sharedMappedMemory(bytes: number): SharedArrayBuffer {
  return bytes < LARGE ? new SharedArrayBuffer(bytes) : new SharedArrayBuffer(bytes, { maxByteLength: bytes })
}
