import type { HoldfastError } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import type { Answer } from './answer.ts'
import type { ErrorBody } from './error-body.ts'

/**
 * The coded error for an answer that is no success and is not tried again. Codes are compared without regard to case.
 * `permission` is what the call needs, for the case that it is missing; `delta` says that it asked for changes, where an
 * answer "gone" means the token and not an item.
 */
export function classify(
  status: number,
  body: ErrorBody,
  { permission = 'Files.Read.All', delta = false }: { permission?: string; delta?: boolean } = {},
): HoldfastError {
  const { code, inner, message } = body
  const reason = reasonGiven(body)
  const has = (...names: string[]): boolean => names.includes(code) || names.includes(inner)
  if (has('malwaredetected', 'virussuspicious')) return graphErrors.HF_MALWARE()
  if (has('quotalimitreached', 'insufficientstorage') || status === 507)
    return graphErrors.HF_QUOTA_EXCEEDED()
  if (has('resyncrequired', 'syncstatenotfound', 'syncstateinvalid')) return graphErrors.HF_DELTA_RESET()
  if (delta && (status === 410 || (status === 400 && isInvalidToken(message))))
    return graphErrors.HF_DELTA_RESET()
  if (isThrottleCode(body)) return graphErrors.HF_THROTTLED({ attempts: 1 })
  switch (status) {
    case 400:
      if (
        has('invalidpath', 'pathistoolong', 'pathtoodeep', 'namecontainsinvalidcharacters') ||
        /\b(name|path)\b.*\b(cannot|contains?|invalid|not allowed|too long)\b/i.test(message)
      )
        return graphErrors.HF_NAME_INVALID({ reason })
      break
    case 401:
    case 403:
      return graphErrors.HF_ACCESS_DENIED({ reason: `status ${status}, ${reason}`, permission })
    case 404:
    case 410:
      return graphErrors.HF_ITEM_GONE()
    case 409:
      if (has('namealreadyexists', 'upload_name_conflict')) return graphErrors.HF_NAME_CONFLICT()
      if (has('resourcemodified', 'entitytagdoesnotmatch')) return graphErrors.HF_CHANGED_MEANWHILE()
      break
    case 412:
      return graphErrors.HF_CHANGED_MEANWHILE()
    case 423:
      return graphErrors.HF_ITEM_LOCKED()
    case 429:
    case 509:
      return graphErrors.HF_THROTTLED({ attempts: 1 })
    default:
      if (status >= 500) return graphErrors.HF_GRAPH_UNAVAILABLE({ status, reason })
  }
  return graphErrors.HF_GRAPH_REFUSED({ status, reason })
}

function isInvalidToken(message: string): boolean {
  return /(delta)?token/i.test(message) && /invalid|expired|malformed/i.test(message)
}

/** "Slow down" by code: some of it comes with a status that says something else (403, as corso's error table knows). */
export function isThrottleCode({ code, inner }: ErrorBody): boolean {
  return [code, inner].some((name) =>
    ['applicationthrottled', 'activitylimitreached', 'toomanyrequests', 'throttledrequest'].includes(name),
  )
}

/** What an answer says about itself, for a message. */
export function reasonGiven({ code, inner, message }: ErrorBody): string {
  return [code, inner, message].filter((part) => part !== '').join(', ') || 'no reason given'
}

const NOTHING_SAID: ErrorBody = { code: '', inner: '', message: '' }

/** Whether Microsoft found a virus: by code, or by the header that comes with any body. */
export function isInfected(answer: Answer, { code, inner } = NOTHING_SAID): boolean {
  const verdict = answer.headers['x-virus-infected']
  return (
    (verdict !== undefined && String(verdict).toLowerCase() !== 'false') ||
    code.includes('malware') ||
    inner.includes('malware') ||
    inner.includes('virus')
  )
}

/** Answers that may be another one a little later. */
export function isTransient(status: number): boolean {
  return (
    status === 408 ||
    status === 429 ||
    status === 500 ||
    status === 502 ||
    status === 503 ||
    status === 504 ||
    status === 509
  )
}

/** Answers of a service that has too much to do: fewer calls at the same time may help it. */
export function isStrained(status: number): boolean {
  return isTransient(status) && status !== 408
}

/**
 * Answers that ask everyone to wait, and say that nothing was done. A 503 means that only with a time to wait: without
 * one it may be the trouble of a single file, and nobody knows how far the request came.
 */
export function asksToWait({ statusCode, headers }: Answer, body?: ErrorBody): boolean {
  return (
    statusCode === 429 ||
    statusCode === 509 ||
    (statusCode === 503 && headers['retry-after'] !== undefined) ||
    (body !== undefined && isThrottleCode(body))
  )
}
