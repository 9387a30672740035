import { QuickXorHash, reclaimBuffers } from '@holdfast/base'
import type { BlobWriter, Id } from '@holdfast/repository'
import type { PartialFile } from '../checkpoint/checkpoint-format.ts'
import { engineErrors } from '../errors.ts'
import { driveItemToItem } from '../items/drive-item-to-item.ts'
import type { Item, StoredContent } from '../items/item.ts'
import { FileHead } from '../signals/file-head.ts'
import { TELLING_BYTES } from '../signals/looks-encrypted.ts'
import type { DriveSource } from './drive-source.ts'
import { isOneNoteFile } from './failure-class.ts'
import { FileFailure } from './file-failure.ts'

export interface FetchContext {
  readonly source: DriveSource
  readonly driveId: string
  readonly writer: Pick<BlobWriter, 'writeFile'>
  readonly signal: AbortSignal
  /** Ask for what is marked as malware, too. */
  readonly infected?: boolean
  /** The beginning of a file, where an earlier run got it; asked once. */
  readonly takePartial?: (item: Item) => PartialFile | undefined
  /** Told how far a large file has come. */
  readonly onAdvanced?: (item: Item, blobs: readonly Id[], hash: QuickXorHash) => void
  /** Told that a URL of the listing has expired. */
  readonly onExpiredUrl?: () => void
  /** Told the number of bytes of each piece received. */
  readonly onBytes?: (bytes: number) => void
}

/** A file's row after its content went into the vault. The file may have changed since it was listed: the row is the newer one. */
export interface FetchedFile {
  readonly item: Item
  readonly bytes: number
  readonly looksEncrypted: boolean
}

/**
 * Streams the content of a file into the vault and checks it: by its size and QuickXorHash as listed. If they differ,
 * the file is looked up again (it may have been changed meanwhile) and fetched once more; when two downloads agree with
 * each other but not with the listing (files that SharePoint rewrites, live photos), the bytes received are the truth.
 * Raises a FileFailure for what concerns this file, and what the vault raises.
 */
export async function fetchContent(
  item: Item,
  url: string | undefined,
  context: FetchContext,
): Promise<FetchedFile> {
  const first = await receive(item, url, context)
  if (matches(item, first)) return fetched(item, first)
  const now = await lookUp(item, context)
  if (matches(now, first)) return fetched(now, first)
  const second = await receive(now, undefined, context)
  const bytes = first.received + second.received
  if (matches(now, second)) return { ...fetched(now, second), bytes }
  if (second.hash !== first.hash || second.size !== first.size) {
    const detail = `listed ${now.size} bytes, received ${first.size} and ${second.size}`
    throw new FileFailure(engineErrors.HF_CONTENT_MISMATCH({ detail }))
  }
  return { ...fetched(now, second), bytes }
}

function fetched(item: Item, received: Received): FetchedFile {
  const { received: bytes, looksEncrypted } = received
  return { item: withContent(item, received), bytes, looksEncrypted }
}

async function lookUp(item: Item, { source, driveId, signal }: FetchContext): Promise<Item> {
  try {
    return driveItemToItem(await source.item(driveId, item.id, { signal }), item)
  } catch (cause) {
    throw new FileFailure(cause)
  }
}

interface Received extends Pick<StoredContent, 'blobs' | 'size' | 'hash'> {
  /** Bytes that came over the wire: less than the size when an earlier run had the beginning. */
  readonly received: number
  readonly looksEncrypted: boolean
}

async function receive(item: Item, url: string | undefined, context: FetchContext): Promise<Received> {
  const { source, driveId, writer, signal, onBytes, onAdvanced, onExpiredUrl } = context
  const partial = context.takePartial?.(item)
  const hash = partial ? QuickXorHash.from(partial.state) : new QuickXorHash()
  const content = source.download(driveId, item.id, {
    ...(url && { url, ...(onExpiredUrl && { onExpired: onExpiredUrl }) }),
    ...(partial && { offset: partial.size }),
    // Large sections fail for ever with an answer that elsewhere asks everyone to wait.
    ...(isOneNoteFile(item) && { failsAlone: true }),
    ...(context.infected && { infected: true }),
    signal,
  })
  async function* counted(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of content) {
        received += chunk.length
        head?.take(chunk)
        onBytes?.(chunk.length)
        yield chunk
        reclaimBuffers(chunk.length)
      }
    } catch (cause) {
      throw new FileFailure(cause)
    }
  }
  let received = 0
  // A file whose beginning an earlier run fetched goes on somewhere in its middle, which tells as much.
  const head = (item.size ?? 0) < TELLING_BYTES ? undefined : new FileHead()
  const written = await writer.writeFile(counted(), {
    signal,
    hash,
    ...(partial && { written: { content: partial.blobs, size: partial.size } }),
    ...(onAdvanced && { onAccepted: (blobs) => onAdvanced(item, blobs, hash) }),
  })
  return {
    blobs: written.content,
    size: written.size,
    hash: hash.digest(),
    received,
    looksEncrypted: head?.looksEncrypted() ?? false,
  }
}

function matches(item: Item, received: Received): boolean {
  return received.size === item.size && (item.hash === undefined || item.hash === received.hash)
}

function withContent(item: Item, received: Received): Item {
  const { blobs, size, hash } = received
  const listed = matches(item, received)
    ? undefined
    : { size: item.size ?? 0, ...(item.hash !== undefined && { hash: item.hash }) }
  return {
    ...item,
    stored: {
      blobs,
      size,
      hash,
      ...(item.etag !== undefined && { etag: item.etag }),
      ...(item.ctag !== undefined && { ctag: item.ctag }),
      modified: item.modified,
      ...(listed && { listed }),
    },
  }
}
