import { graphFailure } from '../http/route.ts'

const MOST_MEMBERS = 20

export interface BatchMember {
  readonly id: string
  readonly method: string
  /** Path and query below the version. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly dependsOn: readonly string[]
}

/** Checks a batch as a whole; throws the 400 that refuses all of it. */
export function parseBatch(json: unknown): BatchMember[] {
  const requests = isObject(json) ? json.requests : undefined
  if (!Array.isArray(requests) || requests.length === 0) throw malformed('Invalid batch payload format.')
  if (requests.length > MOST_MEMBERS) {
    throw malformed(`Number of batch request steps exceeds the maximum value of ${MOST_MEMBERS}.`)
  }
  const seen = new Set<string>()
  return requests.map((request) => {
    const member = parseMember(request)
    if (seen.has(member.id)) throw malformed(`Request id '${member.id}' is used more than once.`)
    for (const id of member.dependsOn) {
      if (!seen.has(id))
        throw malformed(`Request '${member.id}' depends on '${id}', which does not precede it.`)
    }
    seen.add(member.id)
    return member
  })
}

function parseMember(request: unknown): BatchMember {
  if (!isObject(request)) throw malformed('Invalid batch payload format.')
  const { id, method, url, headers, body, dependsOn } = request
  if (typeof id !== 'string' || id === '') throw malformed('Every request of a batch needs an id.')
  if (typeof method !== 'string' || typeof url !== 'string')
    throw malformed(`Request '${id}' lacks method or url.`)
  if (/^https?:/i.test(url)) throw malformed(`The url of request '${id}' must be relative.`)
  const given = isObject(headers) ? (headers as Record<string, string>) : {}
  if (body !== undefined && !Object.keys(given).some((name) => name.toLowerCase() === 'content-type')) {
    throw malformed(`Request '${id}' has a body but no Content-Type header.`)
  }
  return {
    id,
    method: method.toUpperCase(),
    url: url.startsWith('/') ? url : `/${url}`,
    headers: given,
    ...(body !== undefined && { body }),
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(message: string): Error {
  return graphFailure(400, 'BadRequest', message)
}
