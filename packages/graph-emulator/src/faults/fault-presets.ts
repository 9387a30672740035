import type { FaultReply, WireFault } from './fault-action.ts'

type Instead = Extract<WireFault, { kind: 'reply' }>

/** Answers that Microsoft's services really give, as actions for fault rules. */

/** 429 (or 503) with Retry-After in seconds; `null` leaves the header out, text is sent as it is (a date). */
export function throttled(retryAfter: number | string | null = 1, status: 429 | 503 | 509 = 429): Instead {
  return reply({
    status,
    ...(retryAfter !== null && { headers: { 'Retry-After': String(retryAfter) } }),
    json: {
      error: {
        code: status === 503 ? 'serviceNotAvailable' : 'activityLimitReached',
        message: 'The request has been throttled.',
        innerError: { code: 'throttledRequest' },
      },
    },
  })
}

/** Any status with a Graph error body. */
export function failing(status: number, code: string, message = 'Injected fault.', inner?: string): Instead {
  return reply({ status, json: { error: { code, message, ...(inner && { innerError: { code: inner } }) } } })
}

/** A 503 (or other status) with a web page for a body, as front ends send. */
export function htmlPage(status = 503): Instead {
  return reply({
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    text: '<!DOCTYPE html><html><head><title>Service unavailable</title></head><body><h1>Service unavailable</h1></body></html>',
  })
}

/** Any status with an empty body. */
export function emptyBody(status: number): Instead {
  return reply({ status })
}

/** 401 in mid-run, as after an early revocation. */
export function expiredToken(): Instead {
  return reply({
    status: 401,
    headers: { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="expired_token"' },
    json: {
      error: {
        code: 'InvalidAuthenticationToken',
        message: 'Lifetime validation failed, the token is expired.',
      },
    },
  })
}

/** 401 (or 403) of the download host for an outlived URL. */
export function expiredUrl(status: 401 | 403 = 401): Instead {
  return failing(status, 'unauthenticated', 'The access token has expired.', 'expiredToken')
}

/** 410 of delta. */
export function resync(inner?: string, location?: string): Instead {
  return reply({
    ...failing(
      410,
      'resyncRequired',
      'Resync required. Replace any local items with the server version.',
      inner,
    ),
    ...(location !== undefined && { headers: { Location: location } }),
  })
}

/** 403 for content that the virus scanner holds back. */
export function malware(): Instead {
  return reply({
    ...failing(403, 'malwareDetected', 'Malware detected'),
    headers: { 'X-Virus-Infected': 'EICAR-Test-File' },
  })
}

/** 423 for a locked item or site. */
export function locked(): Instead {
  return failing(423, 'notAllowed', 'The resource is locked.', 'resourceLocked')
}

/** 507 for a full drive. */
export function quotaExceeded(): Instead {
  return failing(507, 'quotaLimitReached', 'Insufficient Space Available')
}

/** The route does its work, the client sees this error. */
export function afterCommit(action: Instead): WireFault {
  return { ...action, kind: 'reply-after-commit' }
}

function reply(answer: FaultReply): Instead {
  return { ...answer, kind: 'reply' }
}
