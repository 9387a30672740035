import { HoldfastError } from '@holdfast/base'
import type { GraphClient } from '@holdfast/graph'
import { type Actor, requirePermission } from '../access/actor.ts'

export interface FoundGroups {
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  /** Why Microsoft could not be asked, and what to do about it: a rule can be made by the group's id all the same. */
  readonly problem: string | null
}

/** Groups of the organisation for a mapping rule, by the beginning of their name. Needs `organisation:write`. */
export async function findGroups(
  actor: Actor,
  client: () => Promise<Pick<GraphClient, 'findGroups'>>,
  search: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<FoundGroups> {
  requirePermission(actor, 'organisation:write')
  try {
    const found = await (await client()).findGroups(search, options)
    const groups = found.map(({ id, displayName }) => ({ id: id.toLowerCase(), name: displayName }))
    return { groups: groups.sort((a, b) => a.name.localeCompare(b.name)), problem: null }
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error
    return { groups: [], problem: `${error.message} ${error.hint}` }
  }
}
