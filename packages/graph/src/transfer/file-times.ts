import type { DriveItem } from '../model/drive-item.ts'

/** The times that a client may set; OneDrive keeps whole seconds. */
export interface FileTimes {
  readonly createdDateTime?: string
  readonly lastModifiedDateTime?: string
}

/** The facet `fileSystemInfo` of the times, or undefined without any. */
export function fileSystemInfo({ createdDateTime, lastModifiedDateTime }: FileTimes): FileTimes | undefined {
  if (!createdDateTime && !lastModifiedDateTime) return undefined
  return {
    ...(createdDateTime && { createdDateTime }),
    ...(lastModifiedDateTime && { lastModifiedDateTime }),
  }
}

/** Whether an item carries a time that was sent with it, to the second: who rewrites a file may change one of them. */
export function hasTimeOf({ fileSystemInfo: theirs }: DriveItem, ours: FileTimes): boolean {
  return (
    sameSecond(theirs?.lastModifiedDateTime, ours.lastModifiedDateTime) ||
    sameSecond(theirs?.createdDateTime, ours.createdDateTime)
  )
}

function sameSecond(a: string | undefined, b: string | undefined): boolean {
  return Math.floor(Date.parse(a ?? '') / 1000) === Math.floor(Date.parse(b ?? '') / 1000)
}
