import { type Context, graphError, graphFailure, type Reply, type Route } from '../http/route.ts'
import type { Drive } from '../model/drive.ts'
import type { Item, ItemPermission } from '../model/item.ts'
import { READ, WRITE } from './drive-routes.ts'
import { applyingPermissions, permissionJson } from './permission-json.ts'
import { itemOf } from './target.ts'

const ITEM = '/drives/:drive/items/:item'

export const permissionRoutes: readonly Route[] = [
  {
    name: 'permissions.list',
    host: 'graph',
    method: 'GET',
    pattern: `${ITEM}/permissions`,
    units: 5,
    roles: READ,
    handle: list,
  },
  {
    name: 'permissions.get',
    host: 'graph',
    method: 'GET',
    pattern: `${ITEM}/permissions/:permission`,
    units: 5,
    roles: READ,
    handle: get,
  },
  {
    name: 'permissions.update',
    host: 'graph',
    method: 'PATCH',
    pattern: `${ITEM}/permissions/:permission`,
    units: 5,
    roles: WRITE,
    handle: update,
  },
  {
    name: 'permissions.delete',
    host: 'graph',
    method: 'DELETE',
    pattern: `${ITEM}/permissions/:permission`,
    units: 5,
    roles: WRITE,
    handle: remove,
  },
  {
    name: 'permissions.invite',
    host: 'graph',
    method: 'POST',
    pattern: `${ITEM}/invite`,
    units: 5,
    roles: WRITE,
    handle: invite,
  },
  {
    name: 'permissions.createLink',
    host: 'graph',
    method: 'POST',
    pattern: `${ITEM}/createLink`,
    units: 5,
    roles: WRITE,
    handle: createLink,
  },
]

function list(c: Context): Reply {
  const { drive, item } = itemOf(c)
  return { status: 200, json: { value: applyingPermissions(drive, item).map(permissionJson) } }
}

function find(c: Context): { drive: Drive; item: Item; permission: ItemPermission; inherited: boolean } {
  const { drive, item } = itemOf(c)
  const found = applyingPermissions(drive, item).find(
    ({ permission }) => permission.id === c.params.permission,
  )
  if (!found) throw graphFailure(404, 'itemNotFound', 'The permission could not be found.')
  return { drive, item, ...found }
}

function get(c: Context): Reply {
  return { status: 200, json: permissionJson(find(c)) }
}

async function update(c: Context): Promise<Reply> {
  const { drive, item, permission, inherited } = find(c)
  const body = (await c.json()) as { roles?: string[]; expirationDateTime?: string }
  if (inherited) throw graphFailure(400, 'invalidRequest', 'An inherited permission cannot be changed here.')
  const roles = checkRoles(body.roles ?? permission.roles)
  const changed = drive.share(item.id, {
    ...permission,
    roles,
    ...(body.expirationDateTime && { expirationDateTime: body.expirationDateTime }),
  })
  return { status: 200, json: permissionJson({ permission: changed, inherited: false }) }
}

function remove(c: Context): Reply {
  const { drive, item, permission, inherited } = find(c)
  if (inherited || permission.id === 'owner')
    return graphError(400, 'invalidRequest', 'An inherited permission cannot be deleted here.')
  drive.unshare(item.id, permission.id)
  return { status: 204 }
}

interface Invitation {
  readonly recipients?: readonly {
    readonly email?: string
    readonly objectId?: string
    readonly alias?: string
  }[]
  readonly roles?: readonly string[]
  readonly expirationDateTime?: string
}

async function invite(c: Context): Promise<Reply> {
  const { drive, item } = itemOf(c)
  refuseSharing(c, drive)
  const { recipients = [], roles = ['read'], expirationDateTime } = (await c.json()) as Invitation
  const granted = checkRoles(roles)
  const users = recipients.map(({ email, objectId, alias }) =>
    c.tenant.user(objectId ?? email ?? alias ?? ''),
  )
  if (
    users.length === 0 ||
    users.some((user) => !user) ||
    c.emulator.faults.find('no-resolved-users', { drive: drive.id })
  ) {
    throw graphFailure(400, 'invalidRequest', 'The users could not be resolved.', 'noResolvedUsers')
  }
  const value = users.flatMap((user) => {
    if (!user) return []
    const grantedTo = { id: user.id, displayName: user.displayName, email: user.userPrincipalName }
    const id = Buffer.from(`i:0#.f|membership|${user.userPrincipalName}`).toString('base64')
    const permission = drive.share(item.id, {
      id,
      roles: granted,
      grantedTo,
      ...(expirationDateTime && { expirationDateTime }),
    })
    return [permissionJson({ permission, inherited: false })]
  })
  return { status: 200, json: { value } }
}

async function createLink(c: Context): Promise<Reply> {
  const { drive, item } = itemOf(c)
  refuseSharing(c, drive)
  const body = (await c.json()) as {
    type?: string
    scope?: 'anonymous' | 'organization' | 'users'
    expirationDateTime?: string
    password?: string
  }
  const { type = 'view', scope = 'anonymous', expirationDateTime, password } = body
  const existing = item.permissions?.find(({ link }) => link?.type === type && link.scope === scope)
  if (existing) return { status: 200, json: permissionJson({ permission: existing, inherited: false }) }
  const permission = drive.share(item.id, {
    roles: [type === 'edit' ? 'write' : 'read'],
    link: { type, scope, webUrl: `https://${c.emulator.sharepointHost}/:f:/g/${item.id}-${type}` },
    ...(expirationDateTime && { expirationDateTime }),
    ...(password && { hasPassword: true }),
  })
  return { status: 201, json: permissionJson({ permission, inherited: false }) }
}

function checkRoles(roles: readonly string[]): string[] {
  if (roles.some((role) => role !== 'read' && role !== 'write'))
    throw graphFailure(400, 'invalidRequest', 'Invalid value for role')
  return [...roles]
}

function refuseSharing(c: Context, drive: Drive): void {
  if (c.emulator.faults.find('sharing-disabled', { drive: drive.id })) {
    throw graphFailure(403, 'accessDenied', 'Sharing has been disabled on this site.', 'sharingDisabled')
  }
}
