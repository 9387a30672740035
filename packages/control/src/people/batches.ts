/** A list in parts of at most `size`: a statement takes 65,535 values. */
export function* batches<T>(list: readonly T[], size = 5_000): Generator<readonly T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size)
}
