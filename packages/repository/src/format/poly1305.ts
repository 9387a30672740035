import { createMac } from 'node:crypto'

declare module 'node:crypto' {
  /** In Node since 24, missing in its published types: OpenSSL's message authentication codes. */
  export function createMac(
    algorithm: 'poly1305',
    key: Uint8Array,
  ): { update(data: Uint8Array): { final(): Buffer } }
}

/**
 * The Poly1305 code of a message (RFC 8439, section 2.5), 16 bytes.
 *
 * @param oneTimeKey `r` and `s`, 32 bytes; OpenSSL masks `r` itself
 */
export function poly1305(oneTimeKey: Uint8Array, message: Uint8Array): Buffer {
  return createMac('poly1305', oneTimeKey).update(message).final()
}
