/** A change subscription as Graph keeps it (microsoft-graph-docs, resources/subscription.md). */
export interface Subscription {
  readonly id: string
  readonly resource: string
  readonly driveId: string
  readonly applicationId: string
  readonly changeType: string
  readonly clientState: string | null
  readonly notificationUrl: string
  readonly lifecycleNotificationUrl: string | null
  readonly creatorId: string
  /** Milliseconds since 1970. */
  expires: number
  /** The drive's change number that was last told. */
  told: number
  /** Whether the owner was asked to reauthorise, since it last did. */
  asked: boolean
}

/** Just under 30 days. */
export const LONGEST_LIFE = 42_300 * 60_000

export function subscriptionJson(subscription: Subscription): Record<string, unknown> {
  const { driveId: _, expires, told: _told, asked: _asked, ...plain } = subscription
  return {
    ...plain,
    expirationDateTime: new Date(expires).toISOString(),
    includeResourceData: null,
    latestSupportedTlsVersion: 'v1_2',
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationQueryOptions: null,
    notificationUrlAppId: null,
  }
}
