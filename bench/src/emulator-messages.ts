import type { FaultRule } from '@holdfast/graph-emulator'

export interface DriveRecipe {
  readonly files: number
  readonly size: number
  readonly filesPerFolder: number
  readonly seed?: number
}

export type EmulatorRequest = { readonly number: number } & (
  | {
      readonly kind: 'start'
      readonly tls?: boolean
      readonly egressBytesPerSecond?: number
      readonly keepUploads?: boolean
    }
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'fill'; readonly driveId: string; readonly recipe: DriveRecipe }
  | { readonly kind: 'change'; readonly driveId: string; readonly files: number }
  | { readonly kind: 'moveFolder'; readonly driveId: string; readonly path: string; readonly into: string }
  | { readonly kind: 'fault'; readonly rule: FaultRule }
  | { readonly kind: 'stop' }
)

export interface EmulatorReply {
  readonly number: number
  readonly value?: unknown
  readonly error?: string
}
