import type { FaultRule } from '@holdfast/graph-emulator'

export interface DriveRecipe {
  readonly files: number
  readonly size: number
  readonly filesPerFolder: number
  /** So many of the files are shared by a link. */
  readonly shared?: number
}

export type EmulatorRequest = { readonly number: number } & (
  | {
      readonly kind: 'start'
      readonly tls?: boolean
      readonly egressBytesPerSecond?: number
      readonly keepUploads?: boolean
    }
  | { readonly kind: 'person'; readonly name: string }
  /** So many people, each with so many tiny files. */
  | { readonly kind: 'people'; readonly count: number; readonly files: number }
  | { readonly kind: 'fill'; readonly driveId: string; readonly recipe: DriveRecipe }
  | { readonly kind: 'change'; readonly driveId: string; readonly files: number }
  | { readonly kind: 'moveFolder'; readonly driveId: string; readonly path: string; readonly into: string }
  | { readonly kind: 'fault'; readonly rule: FaultRule }
  | { readonly kind: 'fired'; readonly fault: string }
  /** Milliseconds that every answer takes from now on. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Writes the drive's files into a folder, with their times. */
  | { readonly kind: 'mirror'; readonly driveId: string; readonly folder: string }
  | { readonly kind: 'stop' }
)

export interface EmulatorReply {
  readonly number: number
  readonly value?: unknown
  readonly error?: string
}
