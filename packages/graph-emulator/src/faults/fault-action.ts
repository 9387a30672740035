/** What a fault rule does when it fires. */
export type FaultAction = WireFault | QuirkFault

/** Faults that the server applies to any route, whatever it answers. */
export type WireFault =
  /** Answers instead of the route; nothing is done. */
  | ({ readonly kind: 'reply' } & FaultReply)
  /** Lets the route do its work, then answers this instead: the client cannot know the outcome. */
  | ({ readonly kind: 'reply-after-commit' } & FaultReply)
  /** Waits `ms` real milliseconds before the request is handled. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Keeps the request waiting for as long as the rule is there. */
  | { readonly kind: 'hold' }
  /**
   * Cuts the connection: at once, after `receivedBytes` of the request's body (nothing is done then), or after
   * `afterBytes` of the answer's body.
   */
  | { readonly kind: 'reset'; readonly afterBytes?: number; readonly receivedBytes?: number }
  /** Lets the route do its work and cuts the connection before the answer. */
  | { readonly kind: 'reset-after-commit' }
  /** Ends the body after `afterBytes` bytes, with a Content-Length that says so: only the size betrays it. */
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  /** Flips all bits of the byte at `at` (default 0) of the body: only a hash betrays it. */
  | { readonly kind: 'corrupt'; readonly at?: number }
  /** Sends the body at this rate. */
  | { readonly kind: 'trickle'; readonly bytesPerSecond: number }
  /** Sends `afterBytes` of the body (default none), then nothing more, and keeps the connection open. */
  | { readonly kind: 'stall'; readonly afterBytes?: number }
  /** Drops the request's Range header: 200 with all bytes. */
  | { readonly kind: 'ignore-range' }

export interface FaultReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
}

/**
 * Switches that routes and the model ask for by name (`faults.find(quirk, subject)`), because only they know how
 * to misbehave. `value` is the quirk's own parameter.
 */
export interface QuirkFault {
  readonly kind: 'quirk'
  readonly quirk: Quirk
  readonly value?: unknown
}

export type Quirk =
  /** Delta: leaves out tombstones. */
  | 'delta-missing-tombstone'
  /** Delta: repeats an item on a later page. */
  | 'delta-duplicate-item'
  /** Delta: children before their parents. */
  | 'delta-reorder-parents'
  /** Delta: an empty page that has a nextLink. */
  | 'delta-empty-page'
  /** Delta: 410; value { inner?, location?: boolean, code? }. */
  | 'delta-gone'
  /** Delta: value = items a page. */
  | 'delta-page-size'
  /** Delta: tokens older than value milliseconds are answered by 410. */
  | 'delta-token-lifetime'
  /** Delta: items that change during paging also repeat in the same round. */
  | 'delta-repeat-while-paging'
  /** Delta: between two pages one file is deleted and made again by the same name; the old id gets no tombstone. */
  | 'delta-recreate-while-paging'
  /** Delta: no parentReference.path. */
  | 'delta-no-path'
  /** Delta: answers a nextLink that leads to the same page for ever. */
  | 'delta-loop'
  /** Children: an empty page that has a nextLink. */
  | 'children-empty-page'
  /** Items say another quickXorHash than their bytes have. */
  | 'hash-mismatch'
  /** Items say value bytes more than they have (default 1). */
  | 'size-mismatch'
  /** Items carry no hash. */
  | 'hash-absent'
  /** Download URLs are expired; value = status, 401 by default. */
  | 'download-url-expired'
  /** The hosts of pre-authenticated URLs refuse a request that also carries a token: 401. */
  | 'token-refused'
  /** Items come without @microsoft.graph.downloadUrl. */
  | 'download-url-absent'
  /** Office files grow after an upload, as by property promotion. */
  | 'enrich-office-files'
  /** The upload session answers the last chunk, commits nothing and reports missing ranges. */
  | 'upload-gap'
  /** The upload session is gone: 404. */
  | 'upload-session-lost'
  /** The upload URL has outlived its tempauth: 401. */
  | 'upload-url-expired'
  /** Another writer takes the name before the commit: 409 at the last chunk. */
  | 'upload-name-race'
  /** 202 on the last chunk, committed a moment later. */
  | 'upload-late-commit'
  /** 507 on writes. */
  | 'quota-exceeded'
  /** A user's drive is missing; value = one spelling of {@link MISSING_DRIVE_REPLIES}. */
  | 'drive-missing'
  /** Invitations resolve nobody. */
  | 'no-resolved-users'
  /** Sharing is switched off: 403 sharingDisabled. */
  | 'sharing-disabled'
  /** Webhooks: the notification is never sent. */
  | 'webhook-lost'
  /** Webhooks: sent twice. */
  | 'webhook-duplicate'
  /** Webhooks: sent value virtual milliseconds late. */
  | 'webhook-late'
  /** Any other name that a route asks for. */
  | (string & {})
