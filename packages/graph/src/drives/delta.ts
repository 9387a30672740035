import { hasCode } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import type { Transport } from '../http/transport.ts'
import { type DeltaPage, type DriveItem, ITEM_FIELDS } from '../model/drive-item.ts'
import { WITH_SHORTCUTS } from './children.ts'
import { WALK_LINK, walk } from './walk.ts'

export interface DeltaOptions {
  /** Where to go on: a deltaLink or nextLink. From the beginning without one. */
  readonly link?: string
  readonly pageSize?: number
  readonly signal?: AbortSignal
}

interface RawPage {
  readonly value?: unknown
  readonly '@odata.nextLink'?: string
  readonly '@odata.deltaLink'?: string
}

/** A page that comes this often is Microsoft's fault of January 2021 (onedrive-api-docs #1424). */
const MAX_REPEATS = 3
const MAX_PAGES = 100_000
/** The service's own page size. It fails to list some very large drives in larger ones. */
const SMALL_PAGE = 200

/**
 * Repeated on each page, since it is not part of the token: sharing is told only where it begins, not on everything that
 * inherits it.
 */
const PREFER = `hierarchicalsharing, ${WITH_SHORTCUTS}`

/**
 * The pages of a drive's delta. In a cloud that has no delta (some national ones), a walk through all folders gives pages
 * of the same shape. Raises HF_DELTA_RESET, HF_DELTA_LOOP.
 */
export async function* delta(
  transport: Transport,
  driveId: string,
  options: DeltaOptions,
): AsyncGenerator<DeltaPage> {
  const { pageSize = 1000, signal } = options
  if (options.link === WALK_LINK) return yield* walk(transport, driveId, signal)
  const start = (size: number): string =>
    `/v1.0/drives/${encodeURIComponent(driveId)}/root/delta?$top=${size}&$select=${ITEM_FIELDS}`
  let kind: 'delta' | 'enumeration' = options.link === undefined ? 'enumeration' : 'delta'
  let url: string | undefined = options.link ?? start(pageSize)
  // A link that was stored for another cloud or host is of no use here.
  if (options.link !== undefined && !transport.isGraph(options.link)) throw graphErrors.HF_DELTA_RESET()
  const repeats = new Map<string, number>()
  for (let pages = 0; url !== undefined; pages++) {
    const times = (repeats.get(url) ?? 0) + 1
    repeats.set(url, times)
    if (times > MAX_REPEATS || pages > MAX_PAGES) throw graphErrors.HF_DELTA_LOOP()
    let page: RawPage
    try {
      page = await transport.json<RawPage>({
        url,
        kind,
        headers: { prefer: PREFER },
        ...(signal && { signal }),
      })
    } catch (error) {
      const atStart = pages === 0 && options.link === undefined
      if (atStart && isUnsupported(error)) return yield* walk(transport, driveId, signal)
      if (!atStart || pageSize <= SMALL_PAGE || !hasCode(error, 'HF_GRAPH_UNAVAILABLE')) throw error
      url = start(SMALL_PAGE)
      continue
    }
    const nextLink = page['@odata.nextLink']
    const deltaLink = page['@odata.deltaLink']
    if (nextLink === undefined && deltaLink === undefined) {
      throw graphErrors.HF_GRAPH_UNAVAILABLE({
        status: 200,
        reason: 'a page of changes has no link to the next',
      })
    }
    // A page without a list has been seen; it says nothing, and the next one goes on.
    const items = Array.isArray(page.value) ? (page.value as DriveItem[]) : []
    if (nextLink !== undefined) yield { items, nextLink }
    else yield { items, deltaLink: deltaLink as string }
    url = nextLink
    // The following pages carry a token.
    if (nextLink !== undefined) kind = 'delta'
  }
}

/** Whether a cloud says that it has no delta: "not supported", or it takes the word for an unknown segment of the path. */
function isUnsupported(error: unknown): boolean {
  if (hasCode(error, 'HF_GRAPH_UNAVAILABLE')) return error.context.status === 501
  return (
    hasCode(error, 'HF_GRAPH_REFUSED') &&
    /notsupported|segment '(microsoft\.graph\.)?delta/i.test(String(error.context.reason))
  )
}
