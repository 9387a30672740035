/** The parts of a path below the OneDrive's root. */
export function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}

export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/')
}

/** The folder that something is in; empty for the root. */
export function folderOf(path: string): string {
  return partsOf(path).slice(0, -1).join('/')
}

export function nameOf(path: string): string {
  return partsOf(path).at(-1) ?? ''
}

/** Whether something lies in a folder, however deep. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`)
}

/** In lower case, without the dot; empty where there is none. */
export function extensionOf(name: string): string {
  const at = name.lastIndexOf('.')
  return at > 0 ? name.slice(at + 1).toLowerCase() : ''
}
