import type { Actor, ConnectionControl } from '@holdfast/control'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Services } from '../services.ts'
import type { Access } from './access.ts'
import { type Answer, type Answers, type BodyOf, isText } from './answer.ts'
import { checkRoute } from './check-route.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** How often an address may use a route, where that is not as often as any other. */
export interface RateLimit {
  readonly requests: number
  readonly seconds: number
}

export interface RouteContext<A, P, Q, B, V> {
  readonly services: Services
  readonly control: ConnectionControl
  readonly actor: A extends { readonly public: string } ? undefined : Actor
  readonly params: P
  readonly query: Q
  readonly body: B
  /** With `ifMatch`: the version that the change was made on. */
  readonly version: V extends true ? number : undefined
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
  /** Aborted when the server stops: streams end then, other requests come to their end. */
  readonly stopping: AbortSignal
  /** For what the rest does not give: cookies, headers. */
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What a route is, to whoever does not call its handler. */
export interface RouteDescription {
  /** `operationId` in the API's document: `listProfiles`. */
  readonly id: string
  readonly method: Method
  /** As Fastify takes it: `/api/v1/profiles/:id`. */
  readonly url: string
  readonly access: Access
  readonly tags: readonly [string, ...string[]]
  readonly summary: string
  readonly description?: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** Type of the body; JSON where nothing is said. */
  readonly consumes?: 'application/json' | 'application/scim+json' | 'text/csv'
  /** An empty text counts as an empty document: so Microsoft asks whether its notifications are wanted. */
  readonly takesEmptyText?: boolean
  readonly answers: Answers
  /** Codes of the errors that it may give besides those that every such route may give. */
  readonly errors?: readonly string[]
  /** The change needs If-Match, and HF_CONFLICT of the rule behind it becomes 412. */
  readonly ifMatch?: boolean
  /** False where body or answer hold secrets: they are not kept, and an Idempotency-Key has no effect. For POST only. */
  readonly idempotent?: boolean
  /** Bytes; 1 MiB where nothing is said. */
  readonly bodyLimit?: number
  readonly rateLimit?: RateLimit | false
}

export interface Route extends RouteDescription {
  handle(context: never): Promise<unknown>
}

/** Whether HEAD is answered: not where the answer is a stream, which would begin for nobody. */
export function takesHead({ method, answers }: Pick<RouteDescription, 'method' | 'answers'>): boolean {
  return method === 'GET' && !Object.values(answers).some(isText)
}

/**
 * Describes a route: what it takes and gives, and who may use it. The schemas check what comes in and what goes out, and
 * make the API's document. Throws where the description does not hold together.
 */
export function defineRoute<
  const A extends Access,
  S extends Answers,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  const V extends boolean = false,
  const R extends BodyOf<S[keyof S]> | Answer<BodyOf<S[keyof S]>> = BodyOf<S[keyof S]>,
>(
  route: RouteDescription & {
    readonly access: A
    readonly answers: S
    readonly params?: P
    readonly query?: Q
    readonly body?: B
    readonly ifMatch?: V
    handle(context: RouteContext<A, z.output<P>, z.output<Q>, z.output<B>, V>): Promise<R>
  },
): Route {
  checkRoute(route)
  return route
}
