import { hash } from 'node:crypto'

/** A SHA-256 as 64 lower-case hex digits: the name of a stored file, or of a blob's plaintext. */
export type Id = string & { readonly __id: 'Id' }

export function idOf(data: Uint8Array): Id {
  return hash('sha256', data, 'hex') as Id
}

export function isId(text: string): text is Id {
  return /^[0-9a-f]{64}$/.test(text)
}
