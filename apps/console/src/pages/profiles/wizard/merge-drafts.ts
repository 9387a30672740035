import type { Draft } from './draft.ts'

/** My changes of `base` upon what somebody else made of it: what I did not touch is theirs. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): Draft {
  const changed = Object.entries(mine).filter(([field, value]) => !isSame(value, base[field as keyof Draft]))
  return { ...theirs, ...Object.fromEntries(changed), acceptedLoss: '' }
}

/** Whether two drafts say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
