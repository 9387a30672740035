const KIB = 1_024
const MIB = 1_024 * KIB
const GIB = 1_024 * MIB

/** Smallest first, each with the size in bytes from which on a file belongs to the next one. */
const BOUNDS = [
  ['under-100-kib', 100 * KIB],
  ['100-kib-to-1-mib', MIB],
  ['1-to-10-mib', 10 * MIB],
  ['10-to-100-mib', 100 * MIB],
  ['100-mib-to-1-gib', GIB],
  ['1-to-10-gib', 10 * GIB],
  ['over-10-gib', Number.POSITIVE_INFINITY],
] as const

export type SizeClass = (typeof BOUNDS)[number][0]

export const SIZE_CLASSES: readonly SizeClass[] = BOUNDS.map(([name]) => name)

/** The class of a file of so many bytes. */
export function sizeClassOf(bytes: number): SizeClass {
  return BOUNDS.find(([, below]) => bytes < below)?.[0] ?? 'over-10-gib'
}
