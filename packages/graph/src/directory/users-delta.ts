import { hasCode } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import type { Transport } from '../http/transport.ts'
import { DIRECTORY_FIELDS, type DirectoryChange, type DirectoryPage } from './directory-user.ts'

export interface UsersDeltaOptions {
  /** Where to go on: a deltaLink or nextLink, good for seven days. From the beginning without one. */
  readonly link?: string
  readonly signal?: AbortSignal
}

interface RawPage {
  readonly value?: unknown
  readonly '@odata.nextLink'?: string
  readonly '@odata.deltaLink'?: string
}

const MAX_PAGES = 100_000

/**
 * The pages of the directory's changes: everybody at first, with a link those who were added, changed or removed since.
 * Somebody may come more than once; the last word counts. Raises HF_DELTA_RESET where the link is of no use any more.
 */
export async function* usersDelta(
  transport: Transport,
  { link, signal }: UsersDeltaOptions,
): AsyncGenerator<DirectoryPage> {
  // A link that was stored for another cloud or host is of no use here.
  if (link !== undefined && !transport.isGraph(link)) throw graphErrors.HF_DELTA_RESET()
  let url: string | undefined = link ?? `/v1.0/users/delta?$select=${DIRECTORY_FIELDS}`
  const seen = new Set<string>()
  while (url !== undefined) {
    if (seen.has(url) || seen.size > MAX_PAGES) throw graphErrors.HF_DELTA_LOOP()
    seen.add(url)
    const page = await read(transport, url, signal)
    const nextLink = page['@odata.nextLink']
    const deltaLink = page['@odata.deltaLink']
    if (nextLink === undefined && deltaLink === undefined) {
      throw graphErrors.HF_GRAPH_UNAVAILABLE({
        status: 200,
        reason: 'a page of the directory has no link to the next',
      })
    }
    const users = Array.isArray(page.value) ? (page.value as DirectoryChange[]) : []
    if (nextLink !== undefined) yield { users, nextLink }
    else yield { users, deltaLink: deltaLink as string }
    url = nextLink
  }
}

/** The directory has several spellings of "this token is not known any more", and none of them is about a user. */
async function read(transport: Transport, url: string, signal: AbortSignal | undefined): Promise<RawPage> {
  try {
    return await transport.json<RawPage>({ url, kind: 'directory', ...(signal && { signal }) })
  } catch (error) {
    const gone = hasCode(error, 'HF_ITEM_GONE')
    const refused = hasCode(error, 'HF_GRAPH_REFUSED') && /token/i.test(String(error.context.reason))
    if (url.includes('token=') && (gone || refused)) {
      throw graphErrors.HF_DELTA_RESET({}, { cause: error })
    }
    throw error
  }
}
