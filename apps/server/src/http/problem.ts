import { STATUS_CODES } from 'node:http'
import type { HoldfastError } from '@holdfast/base'
import { z } from 'zod'
import { component } from '../openapi/components.ts'

export const PROBLEM_TYPE = 'application/problem+json'

const fieldError = z.object({
  in: z.enum(['body', 'query', 'path', 'header']),
  /** `settings.backup.frequency`; empty for the whole. */
  path: z.string(),
  message: z.string(),
})

export type FieldError = z.infer<typeof fieldError>

/** Problem details (RFC 9457). */
export const problem = component(
  'Problem',
  z.object({
    type: z.string().describe('`urn:holdfast:error:` and the code.'),
    title: z.string().describe('The status in words.'),
    status: z.int(),
    code: z.string().describe('Stable: programs decide by it.'),
    detail: z.string().describe('What happened, and why.'),
    hint: z.string().describe('What to do about it.'),
    retry: z.enum(['never', 'now', 'later']).describe('Whether the same request may succeed another time.'),
    instance: z.string().describe('The request, as the log of the server names it.'),
    errors: z.array(fieldError).optional().describe('What is wrong with the input, field by field.'),
  }),
)

export type Problem = z.infer<typeof problem>

export function problemOf(error: HoldfastError, requestId: string, fields?: readonly FieldError[]): Problem {
  const { code, status, message, hint, retry } = error
  return {
    type: `urn:holdfast:error:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail: message,
    hint,
    retry,
    instance: `urn:uuid:${requestId}`,
    ...(fields && { errors: [...fields] }),
  }
}
