import { engineErrors } from '../errors.ts'

/** What a backup leaves out. All lists are matched without regard to case, as OneDrive compares names. */
export interface ExclusionRules {
  /** `tmp` or `.tmp`: the end of the file's name, after a dot. */
  readonly extensions?: readonly string[]
  /** Whole file names, wherever the file lies. */
  readonly fileNames?: readonly string[]
  /** A bare folder name (every folder of that name) or a path relative to the drive's root; `/` and `\` both divide. */
  readonly folders?: readonly string[]
  /** Files larger than this many bytes. */
  readonly largerThan?: number
}

const FORBIDDEN = /["*:<>?|]/

/**
 * Splits what a person typed: `.tmp; Thumbs.db` gives two entries. Blanks round entries and empty entries are dropped.
 */
export function parseExclusionList(text: string): string[] {
  return text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/** Decides about items by extension, file name, folder and size. Raises HF_EXCLUSION_INVALID for entries that can match nothing. */
export class Exclusions {
  readonly rules: ExclusionRules
  readonly #extensions: ReadonlySet<string>
  readonly #fileNames: ReadonlySet<string>
  readonly #folderNames: ReadonlySet<string>
  readonly #folderPaths: ReadonlySet<string>

  constructor(rules: ExclusionRules = {}) {
    this.rules = rules
    this.#extensions = new Set(rules.extensions?.map((entry) => extensionOf(entry)))
    this.#fileNames = new Set(rules.fileNames?.map((entry) => nameOf(entry)))
    const folders = rules.folders?.map((entry) => segmentsOf(entry)) ?? []
    this.#folderNames = new Set(folders.filter((path) => path.length === 1).map((path) => path[0] as string))
    this.#folderPaths = new Set(folders.filter((path) => path.length > 1).map((path) => path.join('/')))
    if (rules.largerThan !== undefined && !(rules.largerThan >= 0)) {
      throw engineErrors.HF_EXCLUSION_INVALID({
        rule: String(rules.largerThan),
        reason: 'a size is zero or more bytes',
      })
    }
  }

  get isEmpty(): boolean {
    return (
      this.#extensions.size + this.#fileNames.size + this.#folderNames.size + this.#folderPaths.size === 0 &&
      this.rules.largerThan === undefined
    )
  }

  /** Two sets of rules with the same text decide the same. */
  get fingerprint(): string {
    return JSON.stringify([
      [...this.#extensions].sort(),
      [...this.#fileNames].sort(),
      [...this.#folderNames, ...this.#folderPaths].sort(),
      this.rules.largerThan ?? null,
    ])
  }

  /** The reason for leaving out a folder and all below it; `path` are the names from the root down to it. */
  folderReason(path: readonly string[]): string | undefined {
    const name = path.at(-1)?.toLowerCase() ?? ''
    if (this.#folderNames.has(name)) return `folder ${path.at(-1)}`
    const whole = path.join('/')
    return this.#folderPaths.has(whole.toLowerCase()) ? `folder ${whole}` : undefined
  }

  fileReason(name: string, size: number): string | undefined {
    const lower = name.toLowerCase()
    if (this.#fileNames.has(lower)) return `file name ${name}`
    const dots = [...lower.matchAll(/\./g)]
    for (const dot of dots) {
      const extension = lower.slice(dot.index + 1)
      if (this.#extensions.has(extension)) return `extension .${extension}`
    }
    const limit = this.rules.largerThan
    return limit !== undefined && size > limit ? `larger than ${limit} bytes` : undefined
  }
}

function extensionOf(entry: string): string {
  const extension = entry
    .trim()
    .replace(/^\*?\./, '')
    .toLowerCase()
  if (extension === '' || FORBIDDEN.test(extension) || /[/\\]/.test(extension)) {
    throw engineErrors.HF_EXCLUSION_INVALID({ rule: entry, reason: 'an extension looks like .tmp' })
  }
  return extension
}

function nameOf(entry: string): string {
  const name = entry.trim().toLowerCase()
  if (name === '' || FORBIDDEN.test(name) || /[/\\]/.test(name)) {
    throw engineErrors.HF_EXCLUSION_INVALID({
      rule: entry,
      reason: 'a file name has no folders and no wildcards',
    })
  }
  return name
}

function segmentsOf(entry: string): string[] {
  const path = entry
    .trim()
    .toLowerCase()
    .split(/[/\\]/)
    .filter((segment) => segment !== '')
  if (
    path.length === 0 ||
    path.some((segment) => FORBIDDEN.test(segment) || segment === '.' || segment === '..')
  ) {
    throw engineErrors.HF_EXCLUSION_INVALID({
      rule: entry,
      reason: 'a folder is a name or a path below the drive’s root',
    })
  }
  return path
}
