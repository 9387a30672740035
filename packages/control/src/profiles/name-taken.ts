import { controlErrors } from '../errors.ts'

/** PostgreSQL's code for a value that is there already where it may be once only. */
const UNIQUE_VIOLATION = '23505'

/** Runs a change of a profile. Raises HF_NAME_TAKEN where another one has the name, in any case of letters. */
export async function withFreeName<Result>(name: string, change: () => Promise<Result>): Promise<Result> {
  try {
    return await change()
  } catch (cause) {
    if (!isNameTaken(cause)) throw cause
    throw controlErrors.HF_NAME_TAKEN({ what: 'profile', name }, { cause })
  }
}

function isNameTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, constraint } = error as Error & { code?: unknown; constraint?: unknown }
  return code === UNIQUE_VIOLATION && constraint === 'profile_name'
}
