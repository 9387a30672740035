import type { Id } from '../format/id.ts'
import type { BlobType, PackEntry } from '../format/pack-header.ts'
import type { SharedPackMemory } from './pack-memory.ts'

/** What a worker thread is told at its start. */
export interface WorkerSetup {
  /** The master key's 64 bytes. */
  readonly key: Uint8Array
  readonly polynomial: string
  readonly packSize: number
  readonly compress: boolean
  readonly memory: SharedPackMemory
}

/** A blob within a buffer. */
export interface BlobSlice {
  readonly id: Id
  readonly offset: number
  readonly length: number
}

/**
 * Windows and packs are shared memory, used again and again: nothing is copied on its way to a thread, and the garbage
 * collectors have nothing to do with them. Whoever has sent a buffer keeps its hands off until the answer.
 */
export type WorkerTask =
  /** Cut the first `length` bytes of the buffer and hash the pieces; `searched` of them were looked at before, in vain. */
  | {
      readonly kind: 'chunk'
      readonly buffer: SharedArrayBuffer
      readonly length: number
      readonly final: boolean
      readonly chunking: 'data' | 'metadata'
      readonly searched: number
      /** Where in the file the buffer begins, when its QuickXorHash is wanted. */
      readonly hashFrom?: number
    }
  /** Compress and seal blobs into the worker's open pack. */
  | {
      readonly kind: 'add'
      readonly type: BlobType
      readonly buffer: SharedArrayBuffer
      readonly blobs: readonly BlobSlice[]
    }
  /** Close all open packs. */
  | { readonly kind: 'close' }

/** A finished pack file. */
export interface FinishedPack {
  readonly id: Id
  readonly bytes: Uint8Array
  /** The memory that it lies in, to be given back. */
  readonly slot: number
  readonly entries: readonly PackEntry[]
}

export interface WorkerAnswer {
  /** Of `chunk`: the pieces from the beginning of the buffer, without gaps. */
  readonly pieces?: readonly BlobSlice[]
  /** Of `chunk`, when it was wanted: the QuickXorHash of the pieces, for `merge`. */
  readonly hashPart?: Uint8Array
  readonly packs: readonly FinishedPack[]
}

export interface TaskMessage {
  readonly number: number
  readonly task: WorkerTask
}

export interface AnswerMessage {
  readonly number: number
  readonly answer?: WorkerAnswer
  /** Code of a catalogued error, or the message of any other. */
  readonly error?: { readonly code?: string; readonly message: string }
}
