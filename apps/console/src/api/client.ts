import { createApiClient, problemOf } from '@holdfast/api-client'
import { sessionEnd } from './session-end.ts'

/** Of a session: what the server wants back as a header, since another site's page cannot read it. */
const CSRF = /(?:^|; )holdfast_csrf=([^;]*)/

/** Names a request, so that it is done once however often it is sent. Also where a page without TLS has no randomUUID. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

/** The API of the server that these pages came from, in the name of whoever is signed in. */
export const api = createApiClient({ baseUrl: location.origin, newKey })

api.use({
  onRequest({ request }) {
    const token = CSRF.exec(document.cookie)?.[1]
    if (token !== undefined) request.headers.set('x-holdfast-csrf', token)
    return request
  },
  async onResponse({ response }) {
    if (response.status !== 401) return
    // A code or a password that is wrong is no end of a session.
    const { code } = await problemOf(response.clone())
    if (code === 'HF_NOT_SIGNED_IN') sessionEnd.end()
  },
})
