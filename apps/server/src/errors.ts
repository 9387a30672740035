import { defineErrors } from '@holdfast/base'

/** What the HTTP server itself refuses, whatever the request was for. */
export const serverErrors = defineErrors({
  HF_DATA_DIRECTORY_BUSY: {
    message: 'Another server (process {process}) works in {directory}.',
    hint: 'Stop it first, or start this one with another data directory.',
    status: 409,
    retry: 'never',
  },
  HF_DATA_DIRECTORY_LOST: {
    message: 'Another server has taken {directory} over; this one stops before both write to it.',
    hint: 'Let one server alone use the directory, and do not remove its server.lock while it runs.',
    status: 500,
    retry: 'never',
  },
  HF_NO_DATA_DIRECTORY: {
    message: 'There is no data directory {directory}.',
    hint: 'Name the one of the server with --data or HOLDFAST_DATA.',
    status: 404,
    retry: 'never',
  },
  HF_INTERNAL: {
    message: 'Something went wrong that Holdfast does not know.',
    hint: 'Try again. If it stays, give the request id to whoever runs the server: its log says more.',
    status: 500,
    retry: 'later',
  },
  HF_NOT_READY: {
    message: 'The server takes no requests ({reason}).',
    hint: 'Try again in a moment.',
    status: 503,
    retry: 'later',
  },
  HF_ROUTE_NOT_FOUND: {
    message: 'There is nothing at this address.',
    hint: 'The document at /api/openapi.json lists every address.',
    status: 404,
    retry: 'never',
  },
  HF_METHOD_NOT_ALLOWED: {
    message: 'This address does not take {method}.',
    hint: 'It takes {allowed}.',
    status: 405,
    retry: 'never',
  },
  HF_MALFORMED: {
    message: 'The request cannot be read: {reason}.',
    hint: 'Send well-formed HTTP with a body in JSON.',
    status: 400,
    retry: 'never',
  },
  HF_BODY_TOO_LARGE: {
    message: 'The body of the request is too large.',
    hint: 'Send less at once.',
    status: 413,
    retry: 'never',
  },
  HF_MEDIA_TYPE: {
    message: 'The body is of a type that this address does not take.',
    hint: 'Name the type in Content-Type: {expected}.',
    status: 415,
    retry: 'never',
  },
  HF_CROSS_SITE: {
    message: 'The request does not come from Holdfast’s own pages ({reason}).',
    hint: 'Load the page again and sign in. Programs send an API token instead of the cookie.',
    status: 403,
    retry: 'never',
  },
  HF_VERSION_NEEDED: {
    message: 'A change must say which version it was made on.',
    hint: 'Send the ETag of what you have read as If-Match.',
    status: 428,
    retry: 'never',
  },
  HF_VERSION_CHANGED: {
    message: '{what} was changed meanwhile.',
    hint: 'Read it again, and repeat your change on what is there now.',
    status: 412,
    retry: 'never',
  },
  HF_IDEMPOTENCY_KEY_INVALID: {
    message: 'The Idempotency-Key is not usable.',
    hint: 'Send 1 to 255 visible ASCII characters, such as a UUID.',
    status: 400,
    retry: 'never',
  },
  HF_IDEMPOTENCY_KEY_REUSED: {
    message: 'This Idempotency-Key was used for another request.',
    hint: 'Send a new key with a new request.',
    status: 422,
    retry: 'never',
  },
  HF_TOO_MANY_STREAMS: {
    message: 'You have {most} event streams open, which is as many as an account may have.',
    hint: 'Close some of them: a page or program that watches needs one.',
    status: 429,
    retry: 'later',
  },
  HF_IDEMPOTENCY_BUSY: {
    message: 'The first request with this Idempotency-Key is still at work.',
    hint: 'Send it again in a moment: you then get its answer.',
    status: 409,
    retry: 'later',
  },
  HF_TOO_MANY_REQUESTS: {
    message: 'Too many requests from your address.',
    hint: 'Wait {seconds} seconds.',
    status: 429,
    retry: 'later',
  },
  HF_CONNECTOR_INSECURE: {
    message: 'The server {url} would be reached without TLS.',
    hint: 'Put a proxy with TLS before the server (--trust-proxy), and make the token through its address. Only a server on the same machine is reached without.',
    status: 400,
    retry: 'never',
  },
  HF_WORKER_AWAY: {
    message: 'The process that opens vaults is not there: {reason}.',
    hint: 'It starts again by itself, and jobs that it had go on. When it comes again and again, look into the log of the server.',
    status: 503,
    retry: 'now',
  },
})
