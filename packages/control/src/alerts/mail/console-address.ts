/** The address of a page of the console, below where people reach it. */
export function consoleAddress(publicUrl: string, path: string): string {
  return new URL(path, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`).href
}
