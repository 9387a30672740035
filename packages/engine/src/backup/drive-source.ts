import type { DeltaPage, Drive, DriveItem, Permission, Version } from '@holdfast/graph'

/** What a backup asks of Microsoft Graph. `GraphClient` is one; tests may give another. */
export interface DriveSource {
  drive(driveId: string, options?: { signal?: AbortSignal }): Promise<Drive>
  delta(driveId: string, options: { link?: string; signal?: AbortSignal }): AsyncIterable<DeltaPage>
  children(driveId: string, itemId: string, options?: { signal?: AbortSignal }): AsyncIterable<DriveItem>
  item(driveId: string, itemId: string, options?: { signal?: AbortSignal }): Promise<DriveItem>
  download(
    driveId: string,
    itemId: string,
    options?: {
      url?: string
      onExpired?: () => void
      offset?: number
      /** A 503 for this file is its own trouble: given up early, and nobody else waits. */
      failsAlone?: boolean
      /** Asks for what is marked as malware, too. */
      infected?: boolean
      signal?: AbortSignal
    },
  ): AsyncIterable<Buffer>
  permissions(driveId: string, itemId: string, options?: { signal?: AbortSignal }): Promise<Permission[]>
  versions(driveId: string, itemId: string, options?: { signal?: AbortSignal }): Promise<Version[]>
}
