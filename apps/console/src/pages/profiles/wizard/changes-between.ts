import type { Section } from '../use-profile-facts.ts'

export interface Change {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** The settings that say something else in `after`, in words. Both have the same names in the same order. */
export function changesBetween(before: readonly Section[], after: readonly Section[]): readonly Change[] {
  return after.flatMap(({ facts }, section) =>
    facts.flatMap(([name, value], place) => {
      const old = before[section]?.facts[place]?.[1] ?? ''
      return old === value ? [] : [{ name, before: old, after: value }]
    }),
  )
}
