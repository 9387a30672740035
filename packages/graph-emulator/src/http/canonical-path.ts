import { graphFailure } from './route.ts'

/** A Graph path in the form that routes are written for; see the Context of route.ts. */
export interface CanonicalPath {
  readonly segments: string[]
  /** Decoded path below the item, in path addressing. */
  readonly path?: string
  /** Owner of the drive, when the drive was named by its owner. */
  readonly user?: string
  /** `token` of `delta(token='…')`. */
  readonly token?: string
}

const DRIVE_OWNERS = new Set(['users', 'groups', 'sites'])

/**
 * Brings the many spellings of a path after the version (`drives/D/root:/a/b:/children`) into one form. Accepted,
 * because clients send them: a trailing `/`, a missing last `:`, `%2F` and `./` inside paths, `%3A` for `:`,
 * function forms (`delta()`, `microsoft.graph.delta(token='x')`, `children('name')`), drives behind their owner.
 */
export function canonicalPath(raw: string): CanonicalPath {
  const parts = raw.split('/').filter((part) => part !== '')
  const segments: string[] = []
  const names: string[] = []
  let addressed = false
  let token: string | undefined
  for (let i = 0; i < parts.length; i++) {
    const segment = decode(parts[i] ?? '')
    const previous = segments.at(-1)
    if (segment.endsWith(':') && (segment === 'root:' || previous === 'items')) {
      segments.push(segment.slice(0, -1))
      addressed = true
      for (i++; i < parts.length; i++) {
        const name = decode(parts[i] ?? '')
        names.push(...name.replace(/:$/, '').split('/'))
        if (name.endsWith(':')) break
      }
      continue
    }
    const call = /^(?:microsoft\.graph\.)?(\w+)\((.*)\)$/s.exec(segment)
    if (!call) {
      segments.push(segment)
      continue
    }
    const [, name = '', argument = ''] = call
    const value = /^(?:\w+=)?'(.*)'$/s.exec(argument)?.[1]?.replaceAll("''", "'")
    if (name === 'children' && value !== undefined) {
      names.push(value)
      addressed = true
    } else if (DRIVE_OWNERS.has(name) || name === 'drives' || name === 'items') {
      segments.push(name, value ?? '')
    } else {
      segments.push(name)
      token ??= value
    }
  }
  const { user, rest } = withoutOwner(segments)
  return {
    segments: rootAsItem(rest),
    ...(addressed && { path: names.filter((name) => name !== '' && name !== '.').join('/') }),
    ...(user !== undefined && { user }),
    ...(token !== undefined && { token }),
  }
}

/** `me/…` -> `users/me/…`; `users/U/drives/D/…` -> `drives/D/…`; `users/U/drive/root…` -> `drives//root…` of U. */
function withoutOwner(segments: string[]): { user?: string; rest: string[] } {
  const path = segments[0] === 'me' && segments.length > 1 ? ['users', ...segments] : segments
  const [kind, owner, drive] = path
  if (!DRIVE_OWNERS.has(kind ?? '')) return { rest: path }
  if (drive === 'drives' && path.length > 3) return { rest: path.slice(2) }
  if (drive === 'drive' && path.length > 3) {
    return { user: owner ?? '', rest: ['drives', '', ...path.slice(3)] }
  }
  return { rest: path }
}

/** `drives/D/root/…` -> `drives/D/items/root/…`. */
function rootAsItem(segments: string[]): string[] {
  if (segments[0] === 'drives' && segments[2] === 'root') segments.splice(2, 1, 'items', 'root')
  return segments
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    throw graphFailure(400, 'BadRequest', 'The request path is not correctly percent-encoded.')
  }
}
