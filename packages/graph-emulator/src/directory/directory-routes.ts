import { type Context, graphFailure, type Reply, type Route } from '../http/route.ts'
import type { DirectoryUser } from './directory.ts'
import { parseFilter } from './directory-filter.ts'
import { OFFICE_E3, readSelect, userJson } from './user-json.ts'
import { usersDelta } from './users-delta.ts'

const READ_USERS = ['User.Read.All', 'Directory.Read.All']
const READ_ORGANIZATION = ['Organization.Read.All', 'Directory.Read.All']
const DEFAULT_PAGE = 100
const LARGEST_PAGE = 999

export const directoryRoutes: readonly Route[] = [
  directory('users.list', '/users', READ_USERS, listUsers),
  directory('users.count', '/users/$count', READ_USERS, (c) => {
    needConsistency(c)
    return { status: 200, text: String(selectUsers(c).length) }
  }),
  directory('users.delta', '/users/delta', READ_USERS, usersDelta),
  directory('users.get', '/users/:user', READ_USERS, (c) => userReply(c, findUser(c, c.params.user ?? ''))),
  directory('me', '/me', undefined, (c) => {
    if (c.caller?.userId === undefined) {
      throw graphFailure(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
    }
    return userReply(c, findUser(c, c.caller.userId))
  }),
  directory('organization', '/organization', READ_ORGANIZATION, (c) => ({
    status: 200,
    json: {
      '@odata.context': `${c.links.graph}/$metadata#organization`,
      value: [
        {
          id: c.tenant.id,
          displayName: c.tenant.displayName,
          tenantType: 'AAD',
          countryLetterCode: 'CH',
          verifiedDomains: [
            {
              name: c.tenant.domain,
              type: 'Managed',
              isDefault: true,
              isInitial: true,
              capabilities: 'Email',
            },
          ],
        },
      ],
    },
  })),
  directory('subscribedSkus', '/subscribedSkus', READ_ORGANIZATION, (c) => {
    const used = c.tenant.directory.list().filter(({ licensed }) => licensed).length
    return {
      status: 200,
      json: {
        '@odata.context': `${c.links.graph}/$metadata#subscribedSkus`,
        value: [
          {
            id: `${c.tenant.id}_${OFFICE_E3}`,
            skuId: OFFICE_E3,
            skuPartNumber: 'ENTERPRISEPACK',
            appliesTo: 'User',
            capabilityStatus: 'Enabled',
            consumedUnits: used,
            prepaidUnits: { enabled: c.emulator.licences, suspended: 0, warning: 0 },
          },
        ],
      },
    }
  }),
]

/** A route of the directory service, which counts its own units. */
export function directory(
  name: string,
  pattern: string,
  roles: readonly string[] | undefined,
  handle: Route['handle'],
): Route {
  return {
    name,
    host: 'graph',
    method: 'GET',
    pattern,
    units,
    budget: 'directory',
    ...(roles && { roles }),
    handle,
  }
}

/** Base 2, $select -1, $expand +1, $top below 20 -1, at least 1 (microsoft-graph-docs, concepts/throttling-limits.md). */
function units(c: Context): number {
  const top = Number(c.query.get('top') ?? DEFAULT_PAGE)
  const cost = 2 - Number(c.query.has('select')) + Number(c.query.has('expand')) - Number(top < 20)
  return Math.max(1, cost)
}

function listUsers(c: Context): Reply {
  if (c.query.has('skip'))
    throw graphFailure(400, 'Request_UnsupportedQuery', "'$skip' is not supported by the service.")
  const select = readSelect(c.query.get('select'), true)
  return pageReply(c, 'users', selectUsers(c), (user) => userJson(user, select))
}

/** One page of a list of the directory, which is at `path` and is named by it in its links. */
export function pageReply<T>(
  c: Context,
  path: string,
  entries: readonly T[],
  toJson: (entry: T) => object,
): Reply {
  const top = readTop(c)
  const start = readSkipToken(c, path)
  const next = new URLSearchParams(c.query)
  next.set('skiptoken', Buffer.from(`${path}:${start + top}`).toString('base64url'))
  return {
    status: 200,
    json: {
      '@odata.context': `${c.links.graph}/$metadata#${path}`,
      ...(c.query.get('count') === 'true' && { '@odata.count': entries.length }),
      ...(start + top < entries.length && {
        '@odata.nextLink': `${c.links.graph}/${path}?${dollared(next)}`,
      }),
      value: entries.slice(start, start + top).map(toJson),
    },
  }
}

function selectUsers(c: Context): DirectoryUser[] {
  return filtered(c, c.tenant.directory.list())
}

/** Those of a list that the query's filter lets through. */
export function filtered<Entry extends object>(c: Context, entries: Entry[]): Entry[] {
  const text = c.query.get('filter')
  if (!text) return entries
  const filter = parseFilter(text)
  if (filter.advanced) needConsistency(c)
  return entries.filter(filter.matches)
}

function needConsistency(c: Context): void {
  if (c.headers.consistencylevel !== 'eventual') {
    const message = 'Request requires the header ConsistencyLevel: eventual and $count=true.'
    throw graphFailure(400, 'Request_UnsupportedQuery', message)
  }
}

function readTop(c: Context): number {
  const top = Number(c.query.get('top') ?? c.emulator.pageSize ?? DEFAULT_PAGE)
  if (!Number.isInteger(top) || top < 1 || top > LARGEST_PAGE) {
    throw graphFailure(
      400,
      'Request_UnsupportedQuery',
      "Invalid page size specified: '$top' must be 1 to 999.",
    )
  }
  return top
}

function readSkipToken(c: Context, list: string): number {
  const token = c.query.get('skiptoken')
  if (token === null) return 0
  const [of, start] = Buffer.from(token, 'base64url').toString().split(':')
  if (of !== list || start === undefined || !/^\d+$/.test(start))
    throw graphFailure(400, 'Directory_ExpiredPageToken', 'The specified page token is not valid.')
  return Number(start)
}

function findUser(c: Context, idOrName: string): DirectoryUser {
  const user = c.tenant.directory.find(idOrName)
  if (user) return user
  const message = `Resource '${idOrName}' does not exist or one of its queried reference-property objects are not present.`
  throw graphFailure(404, 'Request_ResourceNotFound', message)
}

function userReply(c: Context, user: DirectoryUser): Reply {
  const context = `${c.links.graph}/$metadata#users/$entity`
  const json = userJson(user, readSelect(c.query.get('select'), false))
  return { status: 200, json: { '@odata.context': context, ...json } }
}

/** OData names with their dollar again, for links. */
export function dollared(query: URLSearchParams): string {
  return [...query].map(([name, value]) => `$${name}=${encodeURIComponent(value)}`).join('&')
}
