/** What a delta link remembers. */
export interface DeltaToken {
  /** The change up to which the client knows everything; 0 for nothing. */
  readonly since: number
  /** When the token was given, milliseconds since 1970. */
  readonly at: number
  /** The beginning of the drive that gave it: after a restart without state the same ids are another drive's. */
  readonly epoch?: number
  /** Paging: the number of a frozen list, and where in it the next page begins. */
  readonly list?: number
  readonly from?: number
  /** Paging: the change up to which this round tells. */
  readonly upTo?: number
}

/** As opaque as Microsoft's: base64url. */
export function encodeDeltaToken(token: DeltaToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

/** Undefined when it is none of ours. */
export function decodeDeltaToken(text: string): DeltaToken | undefined {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as DeltaToken
    return typeof token.since === 'number' && typeof token.at === 'number' ? token : undefined
  } catch {
    return undefined
  }
}
