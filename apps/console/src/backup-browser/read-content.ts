import { api } from '../api/client.ts'
import { send } from '../api/send.ts'
import type { FileAt } from './backup-queries.ts'

/** The first bytes of a file of a backup, at most `limit`; the rest is not sent. */
export async function readContent(
  { personId, snapshot, path }: FileAt,
  limit: number,
  signal: AbortSignal,
): Promise<Blob> {
  const stream: ReadableStream<Uint8Array<ArrayBuffer>> = await send(
    api.GET('/api/v1/people/{id}/snapshots/{snapshot}/file', {
      params: { path: { id: personId, snapshot }, query: { path } },
      parseAs: 'stream',
      signal,
    }) as Promise<{ data?: ReadableStream<Uint8Array<ArrayBuffer>> }>,
  )
  const reader = stream.getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  while (length < limit) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    length += value.length
  }
  await reader.cancel()
  return new Blob(parts).slice(0, limit)
}

/**
 * Text in the encoding that it begins with a mark of; UTF-8 without one, and what older programs wrote where it is not
 * that. Cut in the middle of a character, it is no less UTF-8.
 */
export function textOf(bytes: Uint8Array, isCut: boolean): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
