import type { Operation } from '../document/operation.ts'
import type { Draft } from '../generate/draft.ts'

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly operation: Operation
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | undefined
  readonly mutations: readonly string[]
}

export function toWire({ operation, method, path, query, headers, body, mutations }: Draft): WireRequest {
  const address = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encode(path[name] ?? ''))
  const search = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  return {
    operation,
    method,
    target: search === '' ? address : `${address}?${search}`,
    headers,
    body: body === undefined ? undefined : textOf(body),
    mutations,
  }
}

/** CSV and the like go as they are. */
function textOf(body: unknown): string {
  return typeof body === 'string' ? body : (JSON.stringify(body) ?? '')
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
