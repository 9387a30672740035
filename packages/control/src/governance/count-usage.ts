import { AGE_CLASSES, type AgeClass, ageClassOf } from './age-class.ts'
import { FILE_TYPES, type FileType, fileTypeOf } from './file-type.ts'
import { SIZE_CLASSES, type SizeClass, sizeClassOf } from './size-class.ts'

/** A file, as far as it is counted. */
export interface UsageItem {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Last change, milliseconds since 1970. */
  readonly modified: number
}

/** How many files of a type, size and age a drive has, and their bytes. */
export interface UsageFact {
  readonly fileType: FileType
  readonly sizeClass: SizeClass
  readonly ageClass: AgeClass
  readonly items: number
  readonly bytes: number
}

/** Counts the files of a drive as they come, in constant memory. */
export class UsageCounter {
  readonly #now: number
  readonly #facts = new Map<string, { items: number; bytes: number } & Omit<UsageFact, 'items' | 'bytes'>>()

  /** `now` is the time against which ages are taken, milliseconds since 1970. */
  constructor(now: number) {
    this.#now = now
  }

  add({ name, size, modified }: UsageItem): void {
    const fileType = fileTypeOf(name)
    const sizeClass = sizeClassOf(size)
    const ageClass = ageClassOf(modified, this.#now)
    const key = `${fileType} ${sizeClass} ${ageClass}`
    const fact = this.#facts.get(key)
    if (fact === undefined) {
      this.#facts.set(key, { fileType, sizeClass, ageClass, items: 1, bytes: size })
      return
    }
    fact.items++
    fact.bytes += size
  }

  /** What was counted, in the order of types, sizes and ages. */
  facts(): readonly UsageFact[] {
    const place = ({ fileType, sizeClass, ageClass }: UsageFact): number =>
      (FILE_TYPES.indexOf(fileType) * SIZE_CLASSES.length + SIZE_CLASSES.indexOf(sizeClass)) *
        AGE_CLASSES.length +
      AGE_CLASSES.indexOf(ageClass)
    return [...this.#facts.values()].map((fact) => ({ ...fact })).sort((a, b) => place(a) - place(b))
  }
}

/** The facts of a drive's files. */
export function countUsage(items: Iterable<UsageItem>, now: number): readonly UsageFact[] {
  const counter = new UsageCounter(now)
  for (const item of items) counter.add(item)
  return counter.facts()
}
