/** Bytes as megabytes of a million, as the targets count them. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
