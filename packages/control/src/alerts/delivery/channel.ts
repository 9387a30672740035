import type { Severity } from '../../database/tables.ts'
import type { AlertDetails } from '../alert-kinds.ts'

/** An alert as subscribers are told of it. Times are text (RFC 3339). */
export interface ToldAlert {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly severity: Severity
  readonly title: string
  readonly hint: string
  readonly details: AlertDetails
  readonly count: number
  readonly firstAt: string
  readonly lastAt: string
  readonly resolvedAt: string | null
}

/** What one subscription is told at once. */
export interface AlertDigest {
  readonly at: string
  /** How many alerts there are, also when too many to be listed. */
  readonly open: number
  readonly resolved: number
  /** Worst first, at most 100; resolved ones last. */
  readonly alerts: readonly ToldAlert[]
}

export interface AlertMessage {
  /** The same at every attempt: who gets a message twice can tell. */
  readonly id: string
  readonly subscriptionId: string
  /** Mail address or URL. */
  readonly target: string
  /** Sealed. */
  readonly secret: string | null
  readonly digest: AlertDigest
}

/** A way to tell alerts. Raises a coded error when the message was not taken. */
export interface AlertChannel {
  send(message: AlertMessage, options: { readonly signal: AbortSignal }): Promise<void>
}

export type AlertChannels = Readonly<Record<'mail' | 'webhook', AlertChannel>>
