import type { Operation } from '../document/operation.ts'

/** A request before it is written down: what a mutation changes. */
export interface Draft {
  readonly operation: Operation
  method: string
  /** Values of the parameters in the path, by name. */
  path: Record<string, string>
  query: [name: string, value: string][]
  /** Names in lower case. */
  headers: Record<string, string>
  /** Undefined for none. */
  body: unknown
  /** What was done to it, in the order in which it was; empty for one that is as the document wants it. */
  readonly mutations: string[]
}
