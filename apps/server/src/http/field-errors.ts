import type { FastifyError } from 'fastify'
import type { FieldError } from './problem.ts'

const PLACES: Readonly<Record<string, FieldError['in']>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'header',
}

/** More than anybody reads; a long list of wrong items would otherwise make an answer longer than the request. */
const MOST = 20

/** What a schema found wrong; undefined when the error is of another kind. */
export function fieldErrorsOf(error: unknown): readonly FieldError[] | undefined {
  if (!(error instanceof Error) || !('validation' in error)) return undefined
  const { validation, validationContext = 'body' } = error as FastifyError
  return validation?.slice(0, MOST).map(({ instancePath, message = 'not valid' }) => ({
    in: PLACES[validationContext] ?? 'body',
    path: instancePath.split('/').filter(Boolean).join('.'),
    message,
  }))
}
