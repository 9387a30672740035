/** Connection refused, reset or broken; classes 08 and 57 of PostgreSQL: connection lost, server going down. */
const FAULTS = /^(ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|08\w{3}|57P0\d|53300)$/

/** Whether the database could not be reached, rather than refused what it was asked. */
export function isDatabaseFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && FAULTS.test(String(error.code))) return true
  return /^(Connection terminated|timeout exceeded when trying to connect|PGlite is closed)/.test(
    error.message,
  )
}
