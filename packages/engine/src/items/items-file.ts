import { engineErrors } from '../errors.ts'

/** Bytes that go to the writer at once. */
const BATCH = 256 * 1024
const NEWLINE = 10

/** The rows of a table as a file: a line each. */
export async function* encodeRows(rows: Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  let batch = Buffer.allocUnsafe(BATCH)
  let used = 0
  for (const row of rows) {
    if (used + row.length + 1 > batch.length) {
      if (used > 0) yield batch.subarray(0, used)
      batch = Buffer.allocUnsafe(Math.max(BATCH, row.length + 1))
      used = 0
    }
    batch.set(row, used)
    used += row.length
    batch[used++] = NEWLINE
  }
  if (used > 0) yield batch.subarray(0, used)
}

/** A content in blocks of whole lines; only the last one may lack its line end. */
export async function* wholeLines(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of content) {
    const bytes = Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(NEWLINE) + 1
    if (end > 0) yield bytes.subarray(0, end)
    rest = bytes.subarray(end)
  }
  if (rest.length > 0) yield rest
}

/** Where each line of a block begins and ends. */
export function* linesIn(block: Buffer): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < block.length; ) {
    const end = block.indexOf(NEWLINE, from)
    const to = end < 0 ? block.length : end
    yield [from, to]
    from = to + 1
  }
}

/** The values of a file of JSON lines. A line that cannot be decoded raises HF_METADATA_DAMAGED. */
export async function* decodeJsonLines<T>(
  content: AsyncIterable<Uint8Array>,
  file: string,
  decode: (text: string) => T = JSON.parse,
): AsyncGenerator<T> {
  for await (const block of wholeLines(content)) {
    for (const [from, to] of linesIn(block)) yield decodeLine(block, from, to, file, decode)
  }
}

function decodeLine<T>(
  bytes: Buffer,
  from: number,
  to: number,
  file: string,
  decode: (text: string) => T,
): T {
  try {
    return decode(bytes.toString('utf8', from, to))
  } catch (cause) {
    throw engineErrors.HF_METADATA_DAMAGED({ file }, { cause })
  }
}

/** Encodes any sequence as JSON lines. */
export async function* encodeJsonLines(rows: Iterable<unknown>): AsyncGenerator<Buffer> {
  for (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`)
}
