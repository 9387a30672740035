import type { FastifyInstance } from 'fastify'
import { serverErrors } from '../errors.ts'
import type { Route } from '../route/define-route.ts'

/** What an address takes is said by its route; the types that a plain form could send are taken nowhere. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain')
  const json = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/scim+json', { parseAs: 'string' }, json)
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, async (_: unknown, body: string) => body)
}

/** Raises HF_MEDIA_TYPE. */
export function requireMediaType({ consumes = 'application/json', body }: Route, contentType?: string): void {
  if (body === undefined || contentType === undefined) return
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase()
  const taken = consumes === 'application/scim+json' ? [consumes, 'application/json'] : [consumes]
  if (type === undefined || !taken.includes(type)) {
    throw serverErrors.HF_MEDIA_TYPE({ expected: taken.join(' or ') })
  }
}
