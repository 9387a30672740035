import { controlErrors } from '@holdfast/control'
import type { FastifyRequest } from 'fastify'

/** Deeper than any input is meant to be. */
const DEEPEST = 32

/**
 * Refuses text that the database takes nowhere (NUL, half of a surrogate pair) and documents without end, before any rule
 * sees them. Raises HF_INVALID.
 */
export async function requirePlainInput({ params, query, body }: FastifyRequest): Promise<void> {
  for (const part of [params, query, body]) requirePlain(part, 0)
}

function requirePlain(value: unknown, depth: number): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\0')) throw refuse('it has text that is no Unicode text')
    return
  }
  if (value === null || typeof value !== 'object') return
  if (depth > DEEPEST) throw refuse('it is nested too deeply')
  for (const [key, item] of Object.entries(value)) {
    requirePlain(key, depth)
    requirePlain(item, depth + 1)
  }
}

function refuse(reason: string): Error {
  return controlErrors.HF_INVALID({ reason })
}
