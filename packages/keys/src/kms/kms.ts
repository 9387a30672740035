/** A key that never leaves a key management service: the service wraps and unwraps what it is sent. */
export interface Kms {
  /** In words, for messages: the service, and the key's name. */
  readonly name: string
  /**
   * Wraps a secret with the key's newest version. It unwraps only with the same `binding`. Raises EKEY_REFUSED when the
   * service does not let us, EKEY_UNAVAILABLE when it cannot be reached.
   */
  wrap(secret: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer>
  /** Raises the same, and HF_WRAP_BROKEN for what was changed or bound to something else. */
  unwrap(wrapped: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer>
  /** The same secret wrapped with the key's newest version. */
  rewrap(wrapped: Uint8Array, binding: string, signal: AbortSignal): Promise<Buffer>
}
