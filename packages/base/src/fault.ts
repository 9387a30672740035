import { type ErrorContext, HoldfastError, type RetryClass } from './errors.ts'

/** An error as it goes from one process to another: what an answer, a log or a retry needs of it. */
export interface Fault {
  readonly name: string
  readonly message: string
  readonly stack?: string
  /** Of our catalogue, or a library's, such as the SQLSTATE of PostgreSQL. */
  readonly code?: string
  /** Of PostgreSQL: the name of what was violated. */
  readonly constraint?: string
  /** Of an error of our catalogue alone. */
  readonly known?: {
    readonly status: number
    readonly retry: RetryClass
    readonly hint: string
    readonly exitCode: number
    readonly context: ErrorContext
  }
  readonly cause?: Fault
}

/** Causes of causes that are told. */
const DEPTH = 4

/** What another process is told of an error. */
export function faultOf(error: unknown, depth = DEPTH): Fault {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message, stack, cause } = error
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return {
    name,
    message,
    ...(stack !== undefined && { stack }),
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(error instanceof HoldfastError && {
      known: {
        status: error.status,
        retry: error.retry,
        hint: error.hint,
        exitCode: error.exitCode,
        context: error.context,
      },
    }),
    ...(cause !== undefined && depth > 0 && { cause: faultOf(cause, depth - 1) }),
  }
}

/** The error that another process told of: with its code, its class for retries, and its causes. */
export function errorOf(fault: Fault): Error {
  const { name, message, stack, code, constraint, known, cause } = fault
  const options = cause && { cause: errorOf(cause) }
  if (known !== undefined && code !== undefined) return revived(fault, code, known, options)
  const error = new Error(message, options)
  return Object.assign(error, {
    name,
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
  })
}

function revived(
  { message, stack }: Fault,
  code: string,
  { context, hint, ...known }: NonNullable<Fault['known']>,
  options: ErrorOptions | undefined,
): HoldfastError {
  const error = new HoldfastError(code, { ...known, message: '', hint: '' }, context, options)
  // Its sentences are complete: nothing in them is a place for a value any more.
  return Object.assign(error, { message, hint, ...(stack !== undefined && { stack }) })
}
