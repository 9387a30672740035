import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'
import { SESSION_COOKIE } from '../http/credential.ts'
import { CSRF_HEADER } from '../http/cross-site.ts'
import type { Route } from '../route/define-route.ts'
import { takesIdempotencyKey } from '../route/handle-route.ts'
import { components } from './components.ts'

export type ApiDocument = OpenAPIV3_1.Document

/** Collects what the routes say of themselves; `app.swagger()` gives the document once the app is ready. */
export async function addApiDocument(app: FastifyInstance, version: string): Promise<void> {
  const transform = createJsonSchemaTransform({ schemaRegistry: components })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Holdfast',
        version,
        description: `Errors are problem details (RFC 9457) with a stable code; docs/errors.md explains each. Whoever sends the session cookie with a change also sends the header ${CSRF_HEADER}.`,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'An API token.' },
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: (described) => {
      const { schema, url } = transform(described)
      const route = described.route.config?.route
      const headers = route && headersOf(route)
      return { schema: headers ? { ...schema, headers } : schema, url }
    },
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: components }),
  })
}

/** Headers that the frame itself reads: said here, and not checked as others are, since each has errors of its own. */
function headersOf(route: Route) {
  const properties: Record<string, object> = {}
  if (route.ifMatch) {
    properties['if-match'] = {
      type: 'string',
      pattern: '^"[0-9]+"$',
      description: 'The ETag of what was read.',
    }
  }
  if (takesIdempotencyKey(route)) {
    properties['idempotency-key'] = {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description: 'The same key and body within 24 hours gives the first answer again, and does nothing.',
    }
  }
  if (Object.keys(properties).length === 0) return undefined
  return { type: 'object', properties, required: route.ifMatch ? ['if-match'] : [] }
}
