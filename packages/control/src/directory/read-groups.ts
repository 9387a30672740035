import { hasCode } from '@holdfast/base'
import type { GraphClient } from '@holdfast/graph'
import type { GroupMembers } from './mapping-condition.ts'
import type { MappingRule } from './mapping-rules.ts'

/** Who is in the groups that rules name. A group that is gone has no members, and is given in `missing`. */
export async function readGroups(
  client: GraphClient,
  rules: readonly Pick<MappingRule, 'condition'>[],
  signal?: AbortSignal,
): Promise<{ readonly groups: GroupMembers; readonly missing: readonly string[] }> {
  const groups = new Map<string, ReadonlySet<string>>()
  const missing: string[] = []
  for (const { condition } of rules) {
    if (condition.kind !== 'group' || groups.has(condition.groupId)) continue
    const members = new Set<string>()
    try {
      for await (const id of client.groupMembers(condition.groupId, signal ? { signal } : {}))
        members.add(id.toLowerCase())
    } catch (error) {
      if (!hasCode(error, 'HF_ITEM_GONE')) throw error
      members.clear()
      missing.push(condition.groupId)
    }
    groups.set(condition.groupId, members)
  }
  return { groups, missing }
}
