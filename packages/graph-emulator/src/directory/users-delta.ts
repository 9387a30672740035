import { type Context, graphFailure, type Reply } from '../http/route.ts'
import { readSelect, userJson } from './user-json.ts'

/** Directory tokens live seven days (microsoft-graph-docs, concepts/delta-query-overview.md). */
const TOKEN_LIFE = 7 * 86_400_000
const PAGE = 200

/** What a token carries: the range of changes, the place in it, and the query that was baked in. */
interface DeltaToken {
  readonly since: number
  readonly upTo: number
  readonly skip: number
  readonly issued: number
  readonly select?: string
  readonly filter?: string
}

/** `GET /users/delta`: everyone at first, then those who changed; removed users carry `@removed`. */
export function usersDelta(c: Context): Reply {
  for (const name of ['top', 'expand', 'orderby', 'search']) {
    if (c.query.has(name))
      throw graphFailure(400, 'Request_UnsupportedQuery', `'$${name}' is not supported by delta.`)
  }
  const { directory } = c.tenant
  const now = c.emulator.clock.now()
  const token = readToken(c, now)
  const ids = readIds(token.filter)
  const select = readSelect(token.select ?? null, true)
  const full = token.since === 0
  const found = directory
    .changes(token.since, token.upTo)
    .filter(({ user, removed }) => (!full || removed === undefined) && (!ids || ids.has(user.id)))
  const end = token.skip + (c.emulator.pageSize ?? PAGE)
  const more = end < found.length
  const next: DeltaToken = more
    ? { ...token, skip: end, issued: now }
    : { ...token, since: token.upTo, upTo: 0, skip: 0, issued: now }
  const parameter = more ? '$skiptoken' : '$deltatoken'
  const link = `${c.links.graph}/users/delta?${parameter}=${encode(next)}`
  return {
    status: 200,
    json: {
      '@odata.context': `${c.links.graph}/$metadata#users`,
      [more ? '@odata.nextLink' : '@odata.deltaLink']: link,
      value: found
        .slice(token.skip, end)
        .map(({ user, removed }) =>
          removed ? { id: user.id, '@removed': { reason: removed } } : userJson(user, select),
        ),
    },
  }
}

function readToken(c: Context, now: number): DeltaToken {
  const { seq } = c.tenant.directory
  const text = c.query.get('skiptoken') ?? c.query.get('deltatoken')
  const select = c.query.get('select')
  const filter = c.query.get('filter')
  const query = { ...(select && { select }), ...(filter && { filter }) }
  if (!text) return { since: 0, upTo: seq, skip: 0, issued: now, ...query }
  if (text === 'latest') return { since: seq, upTo: seq, skip: 0, issued: now, ...query }
  const token = decode(text)
  if (!token || token.since > seq || now - token.issued > TOKEN_LIFE) {
    const location = { Location: `${c.links.graph}/users/delta?$deltatoken=` }
    throw graphFailure(410, 'syncStateNotFound', 'Resync is required.', 'resyncRequired', location)
  }
  // A deltaLink is open upwards: the round it starts reaches to the changes known now.
  return token.upTo === 0 ? { ...token, upTo: seq } : token
}

function readIds(filter: string | undefined): Set<string> | undefined {
  if (filter === undefined) return undefined
  const ids = [...filter.matchAll(/id eq '([^']+)'/gi)].map(([, id]) => (id ?? '').toLowerCase())
  if (ids.length === 0 || ids.length > 50)
    throw graphFailure(400, 'Request_UnsupportedQuery', 'Unsupported Query.')
  return new Set(ids)
}

function encode(token: DeltaToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

function decode(text: string): DeltaToken | undefined {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<DeltaToken>
    return typeof token.since === 'number' && typeof token.issued === 'number'
      ? (token as DeltaToken)
      : undefined
  } catch {
    return undefined
  }
}
