/**
 * What the server answered. The client raises ApiError for whatever it refuses, so that only what came without a body is
 * left to be told from an answer.
 */
export async function send<T>(asked: Promise<{ readonly data?: T }>): Promise<NonNullable<T>> {
  const { data } = await asked
  if (data === undefined || data === null) throw new Error('the server answered nothing')
  return data
}
