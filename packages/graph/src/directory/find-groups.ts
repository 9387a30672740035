import type { Transport } from '../http/transport.ts'

export interface DirectoryGroup {
  readonly id: string
  readonly displayName: string
}

/** More than these nobody reads through: more of the name is typed. */
const MOST = 20

/**
 * The first groups whose name begins with `name`, without regard to case; any groups where it is empty. One request. Needs
 * the permission GroupMember.Read.All.
 */
export async function findGroups(
  transport: Transport,
  name: string,
  signal?: AbortSignal,
): Promise<readonly DirectoryGroup[]> {
  const query = new URLSearchParams({ $select: 'id,displayName', $top: String(MOST) })
  if (name !== '') query.set('$filter', `startswith(displayName,'${name.replaceAll("'", "''")}')`)
  const { value = [] } = await transport.json<{ readonly value?: readonly DirectoryGroup[] }>({
    url: `/v1.0/groups?${query}`,
    kind: 'directory',
    permission: 'GroupMember.Read.All',
    ...(signal && { signal }),
  })
  return value
}
