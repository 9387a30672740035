import type { FastifyInstance } from 'fastify'
import { serverErrors } from '../errors.ts'
import type { Route } from '../route/define-route.ts'

/** What an address takes is said by its route; what a plain form could send is taken nowhere. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, async (_: unknown, body: string) => {
    if (body !== '') throw serverErrors.HF_MEDIA_TYPE({ expected: 'application/json' })
    return {}
  })
  const json = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/scim+json', { parseAs: 'string' }, (request, body, done) => {
    // Some clients name the type although they send nothing, to delete.
    if (body === '') done(null, undefined)
    else void json(request, body as string, done)
  })
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, async (_: unknown, body: string) => body)
}

/** Raises HF_MEDIA_TYPE. */
export function requireMediaType(route: Route, contentType?: string): void {
  const { consumes = 'application/json', body, takesEmptyText = false } = route
  if (contentType === undefined) return
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'text/plain' ? takesEmptyText : body === undefined) return
  const taken = consumes === 'application/scim+json' ? [consumes, 'application/json'] : [consumes]
  if (type === undefined || !taken.includes(type)) {
    throw serverErrors.HF_MEDIA_TYPE({ expected: taken.join(' or ') })
  }
}
