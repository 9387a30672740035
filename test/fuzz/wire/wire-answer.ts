export interface WireAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly milliseconds: number
  /** No more than the beginning was read: it is long, or has no end. */
  readonly isCut: boolean
}

/** No answer came: the connection was closed, or nothing was heard. */
export interface NoAnswer {
  readonly failure: string
  readonly milliseconds: number
}
