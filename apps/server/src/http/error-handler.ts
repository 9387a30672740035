import type { HoldfastError } from '@holdfast/base'
import { controlErrors } from '@holdfast/control'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorOf } from './error-of.ts'
import { fieldErrorsOf } from './field-errors.ts'
import { PROBLEM_TYPE, problemOf } from './problem.ts'
import { isScim, SCIM_TYPE, scimErrorOf } from './scim-error.ts'

/** Answers with problem details, or SCIM's own errors, whatever was thrown. What is not the client's doing goes to the log. */
export function handleError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const fields = fieldErrorsOf(thrown)
  const error = fields
    ? controlErrors.HF_INVALID({
        reason: fields.map(({ path, message }) => `${path}: ${message}`).join('; '),
      })
    : errorOf(thrown)
  const cause = error.status >= 500 ? (error.cause ?? error) : undefined
  if (cause !== undefined) request.log.error({ err: cause, code: error.code }, 'request failed')
  for (const [name, value] of Object.entries(headersOf(error))) reply.header(name, value)
  reply.status(error.status)
  return isScim(request.url)
    ? reply.type(SCIM_TYPE).send(scimErrorOf(error))
    : reply.type(PROBLEM_TYPE).send(problemOf(error, request.id, fields))
}

function headersOf({ status, context }: HoldfastError): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="holdfast"' }
  if (status === 405) return { allow: String(context.allowed) }
  if ((status === 429 || status === 503) && context.seconds !== undefined) {
    return { 'retry-after': String(context.seconds) }
  }
  return {}
}
