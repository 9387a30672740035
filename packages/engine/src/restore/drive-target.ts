import type { Drive, DriveItem, UploadContent, UploadTarget } from '@holdfast/graph'

/** What a restore asks of Microsoft Graph. `GraphClient` is one. */
export interface DriveTarget {
  drive(driveId: string, options?: { signal?: AbortSignal }): Promise<Drive>
  item(driveId: string, itemId: string, options?: { signal?: AbortSignal }): Promise<DriveItem>
  children(driveId: string, itemId: string, options?: { signal?: AbortSignal }): AsyncIterable<DriveItem>
  download(driveId: string, itemId: string, options?: { signal?: AbortSignal }): AsyncIterable<Uint8Array>
  createFolder(
    driveId: string,
    parentId: string,
    name: string,
    options?: { conflict?: 'fail' | 'replace' | 'rename'; signal?: AbortSignal },
  ): Promise<DriveItem>
  upload(driveId: string, target: UploadTarget, content: UploadContent): Promise<DriveItem>
}
