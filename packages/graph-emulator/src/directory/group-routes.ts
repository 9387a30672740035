import { type Context, graphFailure, type Reply, type Route } from '../http/route.ts'
import { directory, filtered, pageReply } from './directory-routes.ts'
import type { Group } from './groups.ts'
import { readSelect, userJson } from './user-json.ts'

const READ_GROUPS = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All']

export const groupRoutes: readonly Route[] = [
  directory('groups.list', '/groups', READ_GROUPS, (c) =>
    pageReply(c, 'groups', filtered(c, c.tenant.groups.list()), ({ id, displayName }) =>
      groupJson(id, displayName),
    ),
  ),
  directory('groups.get', '/groups/:group', READ_GROUPS, (c) => {
    const { id, displayName } = findGroup(c)
    return { status: 200, json: groupJson(id, displayName) }
  }),
  directory('groups.members', '/groups/:group/members', READ_GROUPS, (c) => {
    const group = findGroup(c)
    return membersReply(c, `groups/${group.id}/members`, [...group.members])
  }),
  directory('groups.transitiveMembers', '/groups/:group/transitiveMembers', READ_GROUPS, (c) => {
    const { id } = findGroup(c)
    return membersReply(c, `groups/${id}/transitiveMembers`, c.tenant.groups.transitiveMembers(id))
  }),
]

/** Users and groups in one list, told apart by their type. */
function membersReply(c: Context, path: string, ids: readonly string[]): Reply {
  const select = readSelect(c.query.get('select'), true)
  const { directory, groups } = c.tenant
  const members = ids.flatMap((id) => {
    const user = directory.find(id)
    if (user) return [{ '@odata.type': '#microsoft.graph.user', ...userJson(user, select) }]
    const group = groups.find(id)
    return group ? [{ '@odata.type': '#microsoft.graph.group', id: group.id }] : []
  })
  return pageReply(c, path, members, (member) => member)
}

function findGroup(c: Context): Group {
  const id = c.params.group ?? ''
  const group = c.tenant.groups.find(id)
  if (group) return group
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`
  throw graphFailure(404, 'Request_ResourceNotFound', message)
}

function groupJson(id: string, displayName: string): object {
  return { id, displayName, securityEnabled: true, groupTypes: [] }
}
