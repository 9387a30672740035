import { open } from 'node:fs/promises'
import { QuickXorHash, quickXorHash } from '@holdfast/base'
import { GeneratedBytes } from './generated-bytes.ts'

/** Bytes given outright, made from a seed, or read from a local file when they are asked for. */
export type ContentSource =
  | Uint8Array
  | { readonly seed: number; readonly size: number }
  | { readonly path: string; readonly size: number }

/** The bytes of one version of a file. */
export interface Content {
  readonly size: number
  /** QuickXorHash, base64; computed once, when it is first asked for. */
  hash(): string
  /** The bytes from `start` up to `end`: at once when they are in memory, else in pieces. */
  read(start: number, end: number): Uint8Array | AsyncIterable<Uint8Array>
  /** What it was made from. */
  readonly source: ContentSource
}

const PIECE = 512 * 1024

/** @param hash QuickXorHash, when it is known already; local files need it */
export function makeContent(source: ContentSource, hash?: string): Content {
  if (source instanceof Uint8Array) return new MemoryContent(source)
  if ('seed' in source) return new GeneratedContent(source)
  if (hash === undefined) throw new Error('a local file is added by its hash: see fileContent')
  return new FileContent(source, hash)
}

/** The content of a local file; read once now for its hash, and again for each download. */
export async function fileContent(path: string): Promise<Content> {
  const file = await open(path, 'r')
  try {
    const hash = new QuickXorHash()
    let size = 0
    for await (const part of file.createReadStream({
      autoClose: false,
      highWaterMark: PIECE,
    }) as AsyncIterable<Buffer>) {
      hash.update(part)
      size += part.length
    }
    return new FileContent({ path, size }, hash.digest())
  } finally {
    await file.close()
  }
}

/** A content of which only size and hash were kept; reading it raises. */
export function forgottenContent(size: number, hash: string): Content {
  return {
    size,
    hash: () => hash,
    source: { seed: 0, size },
    read: () => {
      throw new Error('this content was not kept')
    },
  }
}

class MemoryContent implements Content {
  readonly source: Uint8Array
  #hash: string | undefined

  constructor(bytes: Uint8Array) {
    this.source = bytes
  }

  get size(): number {
    return this.source.length
  }

  hash(): string {
    this.#hash ??= quickXorHash(this.source)
    return this.#hash
  }

  read(start: number, end: number): Uint8Array {
    return this.source.subarray(start, end)
  }
}

class GeneratedContent implements Content {
  readonly source: { readonly seed: number; readonly size: number }
  #hash: string | undefined

  constructor(source: { readonly seed: number; readonly size: number }) {
    this.source = source
  }

  get size(): number {
    return this.source.size
  }

  hash(): string {
    if (this.#hash === undefined) {
      const bytes = new GeneratedBytes(this.source.seed)
      const hash = new QuickXorHash()
      for (let at = 0; at < this.size; at += PIECE)
        hash.update(bytes.range(at, Math.min(at + PIECE, this.size)))
      this.#hash = hash.digest()
    }
    return this.#hash
  }

  read(start: number, end: number): Uint8Array | AsyncIterable<Uint8Array> {
    const bytes = new GeneratedBytes(this.source.seed)
    if (end - start <= PIECE) return bytes.range(start, end)
    return (async function* () {
      for (let at = start; at < end; at += PIECE) yield bytes.range(at, Math.min(at + PIECE, end))
    })()
  }
}

class FileContent implements Content {
  readonly source: { readonly path: string; readonly size: number }
  readonly #hash: string

  constructor(source: { readonly path: string; readonly size: number }, hash: string) {
    this.source = source
    this.#hash = hash
  }

  get size(): number {
    return this.source.size
  }

  hash(): string {
    return this.#hash
  }

  async *read(start: number, end: number): AsyncGenerator<Uint8Array> {
    if (end <= start) return
    const file = await open(this.source.path, 'r')
    try {
      yield* file.createReadStream({
        start,
        end: end - 1,
        autoClose: false,
        highWaterMark: PIECE,
      }) as AsyncIterable<Buffer>
    } finally {
      await file.close()
    }
  }
}
