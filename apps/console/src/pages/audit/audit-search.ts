import { instantsOf } from '../../parts/filters/period-filter.tsx'
import { dayIn, idIn, oneOf, type Raw, textIn, withoutNothing } from '../../parts/search-values.ts'

/** Who acted: the tabs of the page. */
export const ACTOR_KINDS = ['administrator', 'person', 'system'] as const

/** What the audit trail is limited by, as its address says it. */
export interface AuditSearch {
  readonly by?: (typeof ACTOR_KINDS)[number]
  readonly actor?: string
  readonly action?: string
  readonly target?: string
  readonly person?: string
  readonly from?: string
  readonly to?: string
}

export function auditSearch({ by, actor, action, target, person, from, to }: Raw): AuditSearch {
  return withoutNothing({
    by: oneOf(by, ACTOR_KINDS),
    actor: textIn(actor),
    action: textIn(action),
    target: textIn(target),
    person: idIn(person),
    from: dayIn(from),
    to: dayIn(to),
  })
}

/** The same as the API takes it. */
export function auditQuery(search: AuditSearch) {
  const { by, actor, action, target, person } = search
  return withoutNothing({
    actorKind: by,
    actorId: actor,
    action,
    targetId: target,
    personId: person,
    ...instantsOf(search),
  })
}
