/** A problem (RFC 9457) that the server answered with. */
export interface Problem {
  readonly code: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly hint?: string
  /** Quote it to whoever looks into the server's log. */
  readonly instance?: string
  /** Of bad input: which fields, and why. */
  readonly errors?: readonly { readonly in: string; readonly path: string; readonly message: string }[]
}

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }

  get code(): string {
    return this.problem.code
  }
}

/** The problem in an answer; one made up from the status where something between us and the server answered. */
export async function problemOf(response: Response): Promise<Problem> {
  const { status, statusText } = response
  const made = {
    code: 'HF_SERVER_UNREADABLE',
    title: statusText,
    status,
    detail: `The server answered with ${status} ${statusText} and nothing else.`,
  }
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return made
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
  return { ...made, ...problem }
}
