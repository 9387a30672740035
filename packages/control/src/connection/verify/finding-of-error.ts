import { hasCode } from '@holdfast/base'
import type { FindingCode, FindingDetails } from './findings.ts'

type CodeAndDetails = readonly [code: FindingCode, details: FindingDetails]

/** What Microsoft's numbers mean (MicrosoftDocs/entra-docs, reference-error-codes.md, and the threads of its libraries). */
const BY_NUMBER: Readonly<Record<string, FindingCode>> = {
  '7000215': 'secret-wrong',
  '7000222': 'secret-expired',
  '70002': 'secret-wrong',
  '700027': 'assertion-refused',
  '50012': 'assertion-refused',
  '50013': 'assertion-refused',
  '700024': 'clock-refused',
  '500133': 'clock-refused',
  '700016': 'application-unknown',
  '700011': 'application-unknown',
  '70001': 'application-disabled',
  '7000112': 'application-disabled',
  '90002': 'tenant-unknown',
  '900023': 'tenant-unknown',
  '53003': 'blocked-by-policy',
}

/** The finding for a sign-in that failed; undefined for an error that is none of Microsoft's. */
export function findingOfSignIn(error: unknown): CodeAndDetails | undefined {
  if (!hasCode(error, 'HF_SIGN_IN_FAILED')) return findingOfService(error)
  const number = String(error.context.number ?? '')
  const reason = withoutDot(error.context.reason)
  const code = BY_NUMBER[number] ?? 'sign-in-refused'
  if (number === '700027' && /expired/i.test(reason)) return ['certificate-expired', { number, reason }]
  if (number === '700027' && /not found|not registered/i.test(reason))
    return ['certificate-unknown', { number, reason }]
  return [code, { number, reason }]
}

/** The finding for a call that failed: `refused` where Microsoft said no. */
export function findingOfCall(error: unknown, refused: FindingCode): CodeAndDetails | undefined {
  if (hasCode(error, 'EUSERNOTFOUND')) return ['test-user-unknown', { user: String(error.context.user) }]
  if (hasCode(error, 'HF_ACCESS_DENIED', 'HF_GRAPH_REFUSED', 'HF_ITEM_GONE', 'HF_ITEM_LOCKED'))
    return [refused, { reason: withoutDot(error.context.reason ?? error.message) }]
  // The token may expire, or be taken back, between two calls.
  return findingOfSignIn(error)
}

function findingOfService(error: unknown): CodeAndDetails | undefined {
  if (hasCode(error, 'HF_GRAPH_UNREACHABLE'))
    return ['unreachable', { reason: withoutDot(error.context.reason) }]
  if (hasCode(error, 'HF_GRAPH_UNAVAILABLE', 'HF_THROTTLED'))
    return ['service-unavailable', { reason: withoutDot(error.message) }]
  return undefined
}

function withoutDot(text: unknown): string {
  return String(text ?? 'no reason given').replace(/\.$/, '')
}
