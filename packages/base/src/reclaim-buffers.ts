import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const MIB = 1024 * 1024
/** Bytes that may lie unused before young objects are collected, which takes less than a millisecond. */
const YOUNG = 2 * MIB
/** Bytes after which all are: a buffer that was waited for too long counts as old. Takes some twenty milliseconds. */
const ALL = 256 * MIB
/** Bytes for which it is worth while to stop between two parts of a work. */
const MUCH = 16 * MIB

type Collect = (options: { readonly type: 'minor' | 'major'; readonly flavor?: 'last-resort' }) => void

let collect: Collect | undefined
let young = 0
let all = 0
/** Since everything was collected last. */
let lying = 0

/**
 * Says that so many bytes of buffers are no longer in use. V8 frees the memory of a buffer when it collects its handle,
 * and it collects when handles fill its young space: with buffers of 64 KiB that is after a gigabyte. A collection every
 * few megabytes keeps a stream of buffers in the same few pages of memory instead.
 */
export function reclaimBuffers(bytes: number): void {
  young += bytes
  lying += bytes
  if (young < YOUNG) return
  all += young
  young = 0
  collect ??= exposedCollector()
  collect({ type: all >= ALL ? 'major' : 'minor' })
  if (all >= ALL) all = 0
}

/**
 * Collects all garbage now, and gives what is free back to the system: between two parts of a long work. Some twenty
 * milliseconds, and many more in a process with much else in memory: nothing is done where little was said to lie unused.
 */
export function reclaimAll(): void {
  if (lying < MUCH) return
  lying = 0
  young = 0
  all = 0
  collect ??= exposedCollector()
  collect({ type: 'major', flavor: 'last-resort' })
}

/** V8's own function, which a program sees only in a context made after the flag was set. */
function exposedCollector(): Collect {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('globalThis.gc')
  setFlagsFromString('--no-expose-gc')
  return typeof gc === 'function' ? (options) => void gc(options) : () => {}
}
