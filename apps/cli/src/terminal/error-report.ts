import { HoldfastError } from '@holdfast/base'
import { cliErrors } from '../errors.ts'
import { printable } from './printable.ts'

/** Any thrown thing as an error with a code and a hint. */
export function asHoldfastError(error: unknown): HoldfastError {
  if (error instanceof HoldfastError) return error
  const problem = error instanceof Error ? error.message || error.name : String(error)
  return cliErrors.HF_UNEXPECTED({ problem }, { cause: error })
}

/**
 * What standard error shows when a command fails: message, hint and code for people, or one JSON object.
 * `debug` adds the stacks, which may name files of the installation but never a secret.
 */
export function errorReport(
  error: HoldfastError,
  options: { readonly json: boolean; readonly debug: boolean },
): string {
  const { code, message, hint } = error
  if (options.json) {
    const stack = options.debug ? { stack: stacks(error) } : {}
    return `${JSON.stringify({ error: { code, message, hint, ...stack } })}\n`
  }
  const lines = [`Error: ${printable(message)}`, `  ${printable(hint)}`, `  (${code})`]
  return `${[...lines, ...(options.debug ? ['', stacks(error)] : [])].join('\n')}\n`
}

function stacks(error: unknown): string {
  const texts: string[] = []
  for (let at = error; at instanceof Error && texts.length < 10; at = at.cause)
    texts.push(at.stack ?? at.message)
  return texts.join('\nCaused by: ')
}
