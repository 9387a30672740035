import { z } from 'zod'
import type { ApiDocument } from '../openapi/document.ts'
import { defineRoute, type Route } from '../route/define-route.ts'

export function readApiDocument(document: () => ApiDocument): Route {
  return defineRoute({
    id: 'readApiDocument',
    method: 'GET',
    url: '/api/openapi.json',
    access: { public: 'it says what stands in the source anyway' },
    tags: ['operation'],
    summary: 'This document',
    answers: { 200: z.looseObject({ openapi: z.string() }).describe('OpenAPI 3.1.') },
    handle: async () => ({ ...document() }),
  })
}
