import { type ExclusionRules, Exclusions, splitPath } from '@holdfast/engine'

/** A file of a drive: its path below the drive's root, with either slash, and its size in bytes. */
export interface PreviewItem {
  readonly path: string
  readonly size: number
}

/** What one rule leaves out. */
export interface ExcludedByRule {
  /** `extension .tmp`, `file name Thumbs.db`, `folder Personal/Music`. */
  readonly rule: string
  readonly files: number
  readonly bytes: number
  /** Some of the paths. */
  readonly examples: readonly string[]
}

export interface ExclusionPreview {
  /** All that was looked at. */
  readonly files: number
  readonly bytes: number
  readonly excludedFiles: number
  readonly excludedBytes: number
  /** The rules that leave something out, those of the most bytes first. */
  readonly rules: readonly ExcludedByRule[]
}

const EXAMPLES = 5

/**
 * Tells what rules would leave out of a backup, and which rule each file falls to: the outermost folder that one names,
 * else the file's name, else its extension. The answer names files: it is for whoever may see the data.
 * Raises HF_EXCLUSION_INVALID.
 */
export async function previewExclusions(
  rules: ExclusionRules,
  items: Iterable<PreviewItem> | AsyncIterable<PreviewItem>,
): Promise<ExclusionPreview> {
  const exclusions = new Exclusions(rules)
  const folders = new FolderRules(exclusions)
  const found = new Map<string, { rule: string; files: number; bytes: number; examples: string[] }>()
  let [files, bytes, excludedFiles, excludedBytes] = [0, 0, 0, 0]
  for await (const { path, size } of items) {
    files++
    bytes += size
    const names = splitPath(path)
    const name = names.pop() ?? ''
    const rule = folders.ruleFor(names) ?? exclusions.fileReason(name, size)
    if (rule === undefined) continue
    excludedFiles++
    excludedBytes += size
    const key = rule.toLowerCase()
    const entry = found.get(key) ?? { rule, files: 0, bytes: 0, examples: [] }
    entry.files++
    entry.bytes += size
    if (entry.examples.length < EXAMPLES) entry.examples.push(path)
    found.set(key, entry)
  }
  const order = [...found.values()].sort((a, b) => b.bytes - a.bytes || (a.rule < b.rule ? -1 : 1))
  return { files, bytes, excludedFiles, excludedBytes, rules: order }
}

/** Answers for folders, and remembers the last one: items come folder by folder. */
class FolderRules {
  readonly #exclusions: Exclusions
  #last: { readonly key: string; readonly rule: string | undefined } | undefined

  constructor(exclusions: Exclusions) {
    this.#exclusions = exclusions
  }

  ruleFor(folders: readonly string[]): string | undefined {
    const key = folders.join('/')
    if (this.#last?.key !== key) this.#last = { key, rule: this.#find(folders) }
    return this.#last.rule
  }

  #find(folders: readonly string[]): string | undefined {
    for (let depth = 1; depth <= folders.length; depth++) {
      const rule = this.#exclusions.folderReason(folders.slice(0, depth))
      if (rule !== undefined) return rule
    }
    return undefined
  }
}
