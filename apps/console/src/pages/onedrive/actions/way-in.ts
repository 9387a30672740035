import type { Person } from '../list/use-people.ts'

/** What the way into somebody's backup leads to: nothing is named after what would be refused behind it. */
export function wayInto({
  state,
  onedrive,
}: Pick<Person, 'state' | 'onedrive'>): 'restore' | 'look' | undefined {
  if (state === 'deleted' || onedrive?.state === 'deleted') return undefined
  return onedrive?.state === 'disabled' ? 'look' : 'restore'
}
