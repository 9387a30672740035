import { listPages } from '../http/pages.ts'
import type { Transport } from '../http/transport.ts'

/**
 * Object ids of all who are in a group, also by way of other groups; those groups are among them. Needs the permission
 * GroupMember.Read.All. Raises HF_ITEM_GONE where there is no such group.
 */
export async function* groupMembers(
  transport: Transport,
  groupId: string,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const members = listPages<{ readonly id: string }>(transport, {
    url: `/v1.0/groups/${encodeURIComponent(groupId)}/transitiveMembers?$select=id&$top=999`,
    kind: 'directory',
    permission: 'GroupMember.Read.All',
    ...(signal && { signal }),
  })
  for await (const { id } of members) yield id
}
