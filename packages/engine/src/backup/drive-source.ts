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
    options?: { url?: string; onExpired?: () => void; offset?: number; signal?: AbortSignal },
  ): AsyncIterable<Buffer>
  permissions(driveId: string, itemId: string, options?: { signal?: AbortSignal }): Promise<Permission[]>
  versions(driveId: string, itemId: string, options?: { signal?: AbortSignal }): Promise<Version[]>
}
