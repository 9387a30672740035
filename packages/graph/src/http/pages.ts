import { graphErrors } from '../errors.ts'
import type { GraphCall, Transport } from './transport.ts'

interface Page<T> {
  readonly value?: readonly T[]
  readonly '@odata.nextLink'?: string
}

/** More pages than any list has: a list that does not end is a fault. */
const MAX_PAGES = 100_000

/** All entries of a paged list. A page may be empty and still have a next one. */
export async function* listPages<T>(transport: Transport, call: GraphCall): AsyncGenerator<T> {
  let url: string | undefined = call.url
  const seen = new Set<string>()
  for (let pages = 0; url !== undefined; pages++) {
    if (seen.has(url) || pages > MAX_PAGES)
      throw graphErrors.HF_GRAPH_UNAVAILABLE({ status: 200, reason: 'a list does not end' })
    seen.add(url)
    const page: Page<T> = await transport.json<Page<T>>({ ...call, url })
    yield* page.value ?? []
    url = page['@odata.nextLink']
  }
}
