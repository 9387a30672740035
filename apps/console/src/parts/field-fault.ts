import { ApiError } from '@holdfast/api-client'

/** What the server found wrong with a field, as a field of a form takes it. */
export function fieldFault(
  error: unknown,
  ...paths: readonly string[]
): { validationState: 'error'; validationMessage: string } | undefined {
  if (!(error instanceof ApiError)) return undefined
  const found = error.problem.errors?.find(({ path }) =>
    paths.some((each) => path === each || path.startsWith(`${each}.`)),
  )
  return found && { validationState: 'error', validationMessage: found.message }
}
