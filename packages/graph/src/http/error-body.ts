/** The code, inner code and message of an error answer. Bodies may be empty, HTML or cut: the status still counts. */
export interface ErrorBody {
  /** Lower case; empty when there is none. */
  readonly code: string
  readonly inner: string
  readonly message: string
}

export function parseErrorBody(text: string): ErrorBody {
  try {
    const { error } = JSON.parse(text) as {
      error?: { code?: unknown; message?: unknown; innerError?: unknown; innererror?: unknown }
    }
    const inner = (error?.innerError ?? error?.innererror) as { code?: unknown } | undefined
    return {
      code: lower(error?.code),
      inner: lower(inner?.code),
      message: typeof error?.message === 'string' ? error.message : '',
    }
  } catch {
    return { code: '', inner: '', message: /<title>([^<]*)/i.exec(text)?.[1]?.trim() ?? '' }
  }
}

function lower(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : ''
}
