import type { ErrorDefinition } from '@holdfast/base'
import {
  accessErrors,
  alertErrors,
  browseErrors,
  connectionErrors,
  controlErrors,
  jobErrors,
  keyringErrors,
  peopleErrors,
  privacyErrors,
  profileErrors,
  reportErrors,
  restoreErrors,
  secretErrors,
} from '@holdfast/control'
import { keyErrors } from '@holdfast/keys'
import { serverErrors } from '../errors.ts'
import { isPublic, permissionsOf } from '../route/access.ts'
import type { Route } from '../route/define-route.ts'
import { takesIdempotencyKey } from '../route/handle-route.ts'

const CATALOGUE: Readonly<Record<string, ErrorDefinition>> = {
  ...controlErrors.definitions,
  ...accessErrors.definitions,
  ...alertErrors.definitions,
  ...browseErrors.definitions,
  ...connectionErrors.definitions,
  ...jobErrors.definitions,
  ...keyErrors.definitions,
  ...keyringErrors.definitions,
  ...peopleErrors.definitions,
  ...privacyErrors.definitions,
  ...profileErrors.definitions,
  ...reportErrors.definitions,
  ...restoreErrors.definitions,
  ...secretErrors.definitions,
  ...serverErrors.definitions,
}

/** The codes that a route may give, by status. Throws for a code that no catalogue has. */
export function errorsOf(route: Route): ReadonlyMap<number, readonly string[]> {
  const byStatus = new Map<number, string[]>()
  for (const code of [...new Set([...commonErrors(route), ...(route.errors ?? [])])].sort()) {
    const definition = CATALOGUE[code]
    if (definition === undefined) throw new TypeError(`The route ${route.id} names an unknown error ${code}.`)
    byStatus.set(definition.status, [...(byStatus.get(definition.status) ?? []), code])
  }
  return byStatus
}

/** What follows from the description of a route, without anybody having to say it. */
function commonErrors(route: Route): readonly string[] {
  const { access, method, ifMatch, rateLimit } = route
  // HF_INVALID everywhere: text that is none in a query is refused whether or not the route looks at it.
  const codes = ['HF_INTERNAL', 'HF_DATABASE_UNAVAILABLE', 'HF_MALFORMED', 'HF_INVALID']
  if (rateLimit !== false) codes.push('HF_TOO_MANY_REQUESTS')
  if (!isPublic(access)) codes.push('HF_NOT_SIGNED_IN', 'HF_SECOND_FACTOR_NEEDED')
  if (permissionsOf(access).length > 0) codes.push('HF_FORBIDDEN')
  if (method !== 'GET') codes.push('HF_CROSS_SITE', 'HF_BODY_TOO_LARGE', 'HF_MEDIA_TYPE')
  if (ifMatch) codes.push('HF_VERSION_NEEDED', 'HF_VERSION_CHANGED')
  if (takesIdempotencyKey(route)) {
    codes.push('HF_IDEMPOTENCY_KEY_INVALID', 'HF_IDEMPOTENCY_KEY_REUSED', 'HF_IDEMPOTENCY_BUSY')
  }
  return codes
}
