import { engineErrors } from '../errors.ts'
import type { Item } from './item.ts'

const BATCH = 512

/**
 * `items.jsonl`: a line of JSON for each item, sorted by id (as UTF-16 units: ids are ASCII), so that two snapshots
 * of the same drive share nearly all of their chunks.
 */
export async function* encodeItems(items: Iterable<Item>): AsyncGenerator<Buffer> {
  const sorted = Array.from(items).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (let at = 0; at < sorted.length; at += BATCH) {
    let text = ''
    for (const item of sorted.slice(at, at + BATCH)) text += `${JSON.stringify(item)}\n`
    yield Buffer.from(text)
  }
}

/** The rows of a file of JSON lines. A line that is no JSON raises HF_METADATA_DAMAGED. */
export async function* decodeJsonLines<T>(
  content: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<T> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of content) {
    let from = 0
    const data =
      rest.length > 0
        ? Buffer.concat([rest, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    for (let end = data.indexOf(10, from); end >= 0; end = data.indexOf(10, from)) {
      yield parseLine<T>(data.toString('utf8', from, end), file)
      from = end + 1
    }
    rest = data.subarray(from)
  }
  if (rest.length > 0) yield parseLine<T>(rest.toString('utf8'), file)
}

function parseLine<T>(line: string, file: string): T {
  try {
    return JSON.parse(line) as T
  } catch (cause) {
    throw engineErrors.HF_METADATA_DAMAGED({ file }, { cause })
  }
}

/** Encodes any sequence as JSON lines. */
export async function* encodeJsonLines(rows: Iterable<unknown>): AsyncGenerator<Buffer> {
  for (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`)
}
