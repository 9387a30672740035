import type { HoldfastError } from '@holdfast/base'
import { graphErrors } from '../errors.ts'
import type { ErrorBody } from './error-body.ts'

/** The coded error for an answer that is no success and is not tried again. Codes are compared without regard to case. */
export function classify(status: number, { code, inner, message }: ErrorBody): HoldfastError {
  const reason = [code, inner, message].filter((part) => part !== '').join(', ') || `no reason given`
  const has = (...names: string[]): boolean => names.includes(code) || names.includes(inner)
  if (has('malwaredetected', 'virussuspicious')) return graphErrors.HF_MALWARE()
  if (has('quotalimitreached', 'insufficientstorage') || status === 507)
    return graphErrors.HF_QUOTA_EXCEEDED()
  if (has('resyncrequired', 'syncstatenotfound', 'syncstateinvalid') || status === 410)
    return graphErrors.HF_DELTA_RESET()
  if (status === 400 && /(delta)?token/i.test(message) && /invalid|expired|malformed/i.test(message))
    return graphErrors.HF_DELTA_RESET()
  switch (status) {
    case 400:
      if (has('invalidpath', 'pathistoolong', 'pathtoodeep', 'namecontainsinvalidcharacters'))
        return graphErrors.HF_NAME_INVALID({ reason })
      break
    case 401:
    case 403:
      return graphErrors.HF_ACCESS_DENIED({ reason: `status ${status}, ${reason}` })
    case 404:
      return graphErrors.HF_ITEM_GONE()
    case 409:
      if (has('namealreadyexists', 'upload_name_conflict')) return graphErrors.HF_NAME_CONFLICT()
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

/** Answers that ask everyone to wait. */
export function asksToWait(status: number): boolean {
  return status === 429 || status === 503 || status === 509
}
