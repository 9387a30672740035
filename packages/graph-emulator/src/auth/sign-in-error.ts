import { randomUUID } from 'node:crypto'
import type { Reply } from '../http/route.ts'
import { ReplyError } from '../http/route.ts'

/** Numbers, `error` and status as Microsoft Entra answers them (reference-error-codes.md of MicrosoftDocs/entra-docs). */
const SIGN_IN_ERRORS = {
  7000215: [
    'invalid_client',
    401,
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID',
  ],
  7000222: [
    'invalid_client',
    401,
    'The provided client secret keys are expired. Create new keys for your app.',
  ],
  7000216: [
    'invalid_client',
    401,
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  ],
  7000112: ['unauthorized_client', 400, 'The application is disabled.'],
  700016: [
    'unauthorized_client',
    400,
    'The application was not found in the directory. It may not be installed by the administrator of the tenant.',
  ],
  90002: [
    'invalid_request',
    400,
    'The tenant was not found. Check that the tenant id is correct and that the right cloud is used.',
  ],
  90014: ['invalid_request', 400, 'A required field is missing from the request.'],
  900144: ['invalid_request', 400, "The request body must contain the parameter 'grant_type'."],
  70003: ['unsupported_grant_type', 400, 'The app requested an unsupported grant type.'],
  700027: ['invalid_client', 401, 'Client assertion contains an invalid signature.'],
  700024: ['invalid_client', 401, 'Client assertion is not within its valid time range.'],
  53003: [
    'invalid_grant',
    400,
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  ],
  50013: ['invalid_client', 401, 'The assertion is malformed or names another client or audience.'],
  70011: [
    'invalid_scope',
    400,
    'The provided value for the scope parameter is not valid. It must be the resource with the suffix /.default.',
  ],
  500011: ['invalid_resource', 400, 'The resource principal was not found in the tenant.'],
  70000: ['invalid_grant', 400, 'The provided refresh token is malformed or not valid.'],
  50057: ['invalid_grant', 400, 'The user account is disabled.'],
} as const satisfies Record<number, readonly [error: string, status: number, text: string]>

export type SignInErrorNumber = keyof typeof SIGN_IN_ERRORS

/** Why a credential is refused; `detail` is what Entra adds in brackets about keys. */
export interface CredentialRefusal {
  readonly number: SignInErrorNumber
  readonly detail?: string
}

/** The body of a refused token request. `now` in milliseconds. */
export function signInError(
  refusal: SignInErrorNumber | CredentialRefusal,
  now: number,
  correlation?: string,
): Reply {
  const { number, detail }: CredentialRefusal = typeof refusal === 'number' ? { number: refusal } : refusal
  const [error, status, sentence] = SIGN_IN_ERRORS[number]
  const text = detail === undefined ? sentence : `${sentence} ${detail}`
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`
  const trace = randomUUID()
  const correlationId = correlation ?? randomUUID()
  return {
    status,
    headers: { 'cache-control': 'no-store' },
    json: {
      error,
      error_description: `AADSTS${number}: ${text} Trace ID: ${trace} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    },
  }
}

export function signInFailure(...args: Parameters<typeof signInError>): ReplyError {
  return new ReplyError(signInError(...args))
}
