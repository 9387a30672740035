export type ExclusionKind = 'extensions' | 'names' | 'folders'

export const EXCLUSION_KINDS: readonly ExclusionKind[] = ['extensions', 'names', 'folders']

export type ExclusionLists = Readonly<Record<ExclusionKind, string>>

/** What OneDrive allows in no name. */
const FORBIDDEN = /["*:<>?|]/

/** The entries of a list, which `;` or ends of lines divide. */
export function entriesOf(text: string): string[] {
  return text
    .split(/[;\n\r]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

export function listOf(entries: readonly string[]): string {
  return entries.join('; ')
}

/** Whether an entry could match anything: the server asks the same again. */
export function isUsable(kind: ExclusionKind, entry: string): boolean {
  if (kind === 'extensions') {
    const extension = entry.replace(/^\*?\./, '')
    return extension !== '' && !FORBIDDEN.test(extension) && !/[/\\]/.test(extension)
  }
  if (kind === 'names') return !FORBIDDEN.test(entry) && !/[/\\]/.test(entry)
  const path = entry.split(/[/\\]/).filter((name) => name !== '')
  return path.length > 0 && path.every((name) => name !== '.' && name !== '..' && !FORBIDDEN.test(name))
}
