import createClient, { type Client, type Middleware } from 'openapi-fetch'
import { ApiError, problemOf } from './api-error.ts'
import type { paths } from './schema.gen.ts'

export interface ApiClientOptions {
  /** Of the server: `https://backup.example.com`. */
  readonly baseUrl: string
  /** An API token; without one the browser's session cookie counts. */
  readonly token?: string
  readonly fetch?: (request: Request) => Promise<Response>
  /** A new key for each request that may be sent twice. */
  readonly newKey?: () => string
}

export type ApiClient = Client<paths>

/** A client of the API whose types are made from its routes. Everything but success raises an ApiError. */
export function createApiClient({ baseUrl, token, fetch, newKey }: ApiClientOptions): ApiClient {
  const client = createClient<paths>({ baseUrl, ...(fetch && { fetch }) })
  const frame: Middleware = {
    onRequest({ request }) {
      if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`)
      if (newKey && request.method === 'POST') request.headers.set('idempotency-key', newKey())
      return request
    },
    async onResponse({ response }) {
      if (!response.ok) throw new ApiError(await problemOf(response))
    },
  }
  client.use(frame)
  return client
}
