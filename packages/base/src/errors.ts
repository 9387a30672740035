/** When it makes sense to try the same thing again. Decisions about retries read this field, never the message. */
export type RetryClass =
  /** The same call can only fail again: something must be changed first. */
  | 'never'
  /** A passing fault: try again at once, with back-off. */
  | 'now'
  /** Try again in a later run (locked, throttled for long, key not available). */
  | 'later'

/** One entry of an error catalogue. `message` and `hint` may name context values as `{name}`. */
export interface ErrorDefinition {
  readonly message: string
  readonly hint: string
  /** HTTP status (RFC 9110) that an API answers with. */
  readonly status: number
  readonly retry: RetryClass
  /** Exit code of a command that ends by this error, where it is not 1 (restic's: 10 no repository, 11 locked, 12 wrong password). */
  readonly exitCode?: number
}

export type ErrorContext = Readonly<Record<string, string | number | boolean | undefined>>

/** An error that a person or an API client may see: a stable code, what happened, and what to do about it. */
export class HoldfastError extends Error {
  override readonly name = 'HoldfastError'
  readonly code: string
  readonly status: number
  readonly retry: RetryClass
  readonly hint: string
  readonly exitCode: number
  readonly context: ErrorContext

  constructor(code: string, definition: ErrorDefinition, context: ErrorContext, options?: ErrorOptions) {
    super(fill(definition.message, context), options)
    this.code = code
    this.status = definition.status
    this.retry = definition.retry
    this.hint = fill(definition.hint, context)
    this.exitCode = definition.exitCode ?? 1
    this.context = context
  }

  toJSON(): object {
    return { code: this.code, message: this.message, hint: this.hint, retry: this.retry, ...this.context }
  }
}

type ErrorFactory = (context?: ErrorContext, options?: ErrorOptions) => HoldfastError

export type ErrorCatalogue<Code extends string> = { readonly [C in Code]: ErrorFactory } & {
  readonly definitions: Readonly<Record<Code, ErrorDefinition>>
}

/**
 * Makes a catalogue: `const errors = defineErrors({ HF_X: {…} })`, then `throw errors.HF_X({ path }, { cause })`.
 * docs/errors.md lists every code of every catalogue; a test holds the two together.
 */
export function defineErrors<const D extends Record<string, ErrorDefinition>>(
  definitions: D,
): ErrorCatalogue<Extract<keyof D, string>> {
  const factories = Object.entries(definitions).map(([code, definition]) => [
    code,
    (context: ErrorContext = {}, options?: ErrorOptions) =>
      new HoldfastError(code, definition, context, options),
  ])
  return Object.assign(Object.fromEntries(factories), { definitions })
}

/** Whether `error` is one of the catalogue's, with one of the given codes (any code when none is given). */
export function hasCode(error: unknown, ...codes: string[]): error is HoldfastError {
  return error instanceof HoldfastError && (codes.length === 0 || codes.includes(error.code))
}

function fill(template: string, context: ErrorContext): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(context[name] ?? whole))
}
