import type { IncomingMessage } from 'node:http'
import type { HostKind, Links } from './route.ts'

/** Where a request belongs, and how links back to the emulator must look for this client. */
export interface Origin {
  readonly host: HostKind
  /** `v1.0`, `beta`, `v2.0` on the Graph host, otherwise ''. */
  readonly version: string
  /** Raw path below the host's prefix (and version), without query. */
  readonly path: string
  readonly search: string
  /** `https://graph.microsoft.com`, as the client wrote it. */
  readonly base: string
}

const LOGIN_HOST = /^(login\.|sts\.)/
const GRAPH_HOST = /^(graph\.|dod-graph\.|microsoftgraph\.)/
const SHAREPOINT_HOST = /\.sharepoint\.[a-z]+$/
const VERSION = /^\/(v1\.0|beta|v2\.0)(?=\/|$)/i

/**
 * Sorts a request to one of the virtual hosts: by the Host header when it is one of Microsoft's names, otherwise by
 * the path's prefix (`/v1.0`, `/beta`, `/_sharepoint`, `/_control`, anything else is the login host).
 */
export function originOf(request: IncomingMessage, scheme: 'http' | 'https'): Origin {
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const search = mark < 0 ? '' : target.slice(mark)
  const authority = request.headers.host ?? '127.0.0.1'
  const name = hostName(authority)
  const base = `${scheme}://${authority}`
  if (SHAREPOINT_HOST.test(name)) return { host: 'sharepoint', version: '', path, search, base }
  if (path.startsWith('/_sharepoint/')) {
    return { host: 'sharepoint', version: '', path: path.slice('/_sharepoint'.length), search, base }
  }
  if (path.startsWith('/_control/')) {
    return { host: 'control', version: '', path: path.slice('/_control'.length), search, base }
  }
  const version = LOGIN_HOST.test(name) ? undefined : VERSION.exec(path)?.[1]
  if (version !== undefined) {
    return {
      host: 'graph',
      version: version.toLowerCase(),
      path: path.slice(version.length + 1),
      search,
      base,
    }
  }
  return { host: GRAPH_HOST.test(name) ? 'graph' : 'login', version: '', path, search, base }
}

/** The bases of links for a client that came by `origin`; `sharepointHost` is the tenant's, e.g. contoso-my.sharepoint.com. */
export function linksFor(origin: Origin, sharepointHost: string): Links {
  const at = origin.base.indexOf('://') + 3
  const scheme = origin.base.slice(0, at)
  const authority = origin.base.slice(at)
  const name = hostName(authority)
  const version = origin.version || 'v1.0'
  if (GRAPH_HOST.test(name) || SHAREPOINT_HOST.test(name) || LOGIN_HOST.test(name)) {
    const port = authority.slice(authority.indexOf(name) + name.length)
    return {
      graph: `${scheme}${GRAPH_HOST.test(name) ? name : 'graph.microsoft.com'}${port}/${version}`,
      sharepoint: `${scheme}${sharepointHost}${port}`,
      login: `${scheme}${LOGIN_HOST.test(name) ? name : 'login.microsoftonline.com'}${port}`,
    }
  }
  return {
    graph: `${origin.base}/${version}`,
    sharepoint: `${origin.base}/_sharepoint`,
    login: origin.base,
  }
}

function hostName(authority: string): string {
  const bracket = authority.lastIndexOf(']')
  const colon = authority.indexOf(':', bracket + 1)
  return (colon < 0 ? authority : authority.slice(0, colon)).toLowerCase()
}
