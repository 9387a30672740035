/** The kind of a network failure, without the URL: that may hold a secret. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : error.name
  return code === 'UND_ERR_SOCKET' ? 'the connection was closed' : code
}
