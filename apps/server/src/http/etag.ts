import { hasCode } from '@holdfast/base'
import { serverErrors } from '../errors.ts'

export function etagOf(version: number): string {
  return `"${version}"`
}

/**
 * The version that a change was made on. Raises HF_VERSION_NEEDED when If-Match does not name one: neither `*` nor a list
 * says what somebody has seen. A weak one will do, since proxies make those.
 */
export function versionOf(ifMatch: string | undefined): number {
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch ?? '')?.[1]
  if (version === undefined) throw serverErrors.HF_VERSION_NEEDED()
  return Number(version)
}

/** The ETag of an answer that shows one thing with a version; none for anything else. */
export function etagOfBody(body: unknown): string | undefined {
  if (body === null || typeof body !== 'object' || !('version' in body)) return undefined
  return Number.isInteger(body.version) ? etagOf(body.version as number) : undefined
}

/** With If-Match, the rule's own word for a change meanwhile is a precondition that failed. */
export async function asPrecondition<T>(change: Promise<T>): Promise<T> {
  try {
    return await change
  } catch (error) {
    if (!hasCode(error, 'HF_CONFLICT')) throw error
    throw serverErrors.HF_VERSION_CHANGED({ what: error.context.what ?? 'This' }, { cause: error })
  }
}
