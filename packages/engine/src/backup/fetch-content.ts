import { QuickXorHash } from '@holdfast/base'
import type { BlobWriter } from '@holdfast/repository'
import { engineErrors } from '../errors.ts'
import { driveItemToItem } from '../items/drive-item-to-item.ts'
import type { Item, StoredContent } from '../items/item.ts'
import type { DriveSource } from './drive-source.ts'

export interface FetchContext {
  readonly source: DriveSource
  readonly driveId: string
  readonly writer: Pick<BlobWriter, 'writeFile'>
  readonly signal: AbortSignal
  /** Told the number of bytes of each piece received. */
  readonly onBytes?: (bytes: number) => void
}

/** A file's row after its content went into the vault. The file may have changed since it was listed: the row is the newer one. */
export interface FetchedFile {
  readonly item: Item
  readonly bytes: number
}

/**
 * Streams the content of a file into the vault and checks it: by its size and QuickXorHash as listed. If they differ,
 * the file is looked up again (it may have been changed meanwhile) and fetched once more; when two downloads agree with
 * each other but not with the listing (files that SharePoint rewrites, live photos), the bytes received are the truth.
 */
export async function fetchContent(
  item: Item,
  url: string | undefined,
  context: FetchContext,
): Promise<FetchedFile> {
  const first = await receive(item, url, context)
  if (matches(item, first)) return { item: withContent(item, first), bytes: first.size }
  const now = driveItemToItem(
    await context.source.item(context.driveId, item.id, { signal: context.signal }),
    item,
  )
  if (matches(now, first)) return { item: withContent(now, first), bytes: first.size }
  const second = await receive(now, undefined, context)
  const bytes = first.size + second.size
  if (matches(now, second)) return { item: withContent(now, second), bytes }
  if (second.hash !== first.hash || second.size !== first.size) {
    throw engineErrors.HF_CONTENT_MISMATCH({
      detail: `listed ${now.size} bytes, received ${first.size} and ${second.size}`,
    })
  }
  return { item: withContent(now, second), bytes }
}

type Received = Pick<StoredContent, 'blobs' | 'size' | 'hash'>

async function receive(item: Item, url: string | undefined, context: FetchContext): Promise<Received> {
  const { source, driveId, writer, signal, onBytes } = context
  const hash = new QuickXorHash()
  const content = source.download(driveId, item.id, { ...(url && { url }), signal })
  async function* hashed(): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      hash.update(chunk)
      onBytes?.(chunk.length)
      yield chunk
    }
  }
  const written = await writer.writeFile(hashed(), { signal })
  return { blobs: written.content, size: written.size, hash: hash.digest() }
}

function matches(item: Item, received: Received): boolean {
  return received.size === item.size && (item.hash === undefined || item.hash === received.hash)
}

function withContent(item: Item, received: Received): Item {
  const listed = matches(item, received)
    ? undefined
    : { size: item.size ?? 0, ...(item.hash !== undefined && { hash: item.hash }) }
  return {
    ...item,
    stored: {
      ...received,
      ...(item.etag !== undefined && { etag: item.etag }),
      ...(item.ctag !== undefined && { ctag: item.ctag }),
      modified: item.modified,
      ...(listed && { listed }),
    },
  }
}
