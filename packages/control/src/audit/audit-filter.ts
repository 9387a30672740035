import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Actor, visiblePeople } from '../access/actor.ts'
import type { Tables } from '../database/tables.ts'
import { instant } from '../instant.ts'

const text = z.string().min(1).max(200)

/** Who acted: somebody who administers, a person at their own OneDrive, or Holdfast by itself. */
export const AUDIT_ACTORS = ['administrator', 'person', 'system'] as const

/** Which entries of the audit trail are wanted; everything that is said must hold. */
export const auditFilter = z.strictObject({
  /** Account's id, or the part of Holdfast that acted. */
  actorId: text.optional(),
  actorKind: z.enum(AUDIT_ACTORS).optional(),
  /** An action, or all of a kind as `person.*`. */
  action: text.optional(),
  targetKind: text.optional(),
  targetId: text.optional(),
  personId: z.uuid().optional(),
  /** First instant of the period. */
  from: instant.optional(),
  /** First instant after the period. */
  to: instant.optional(),
})

export type AuditFilter = z.infer<typeof auditFilter>

/**
 * The entries that are asked for and may be seen, for the `where` of a query of the audit trail. Whoever is limited to some
 * profiles sees what concerns their people, and nothing that concerns nobody.
 */
export function matchingAudit(actor: Actor, filter: AuditFilter) {
  const { actorId, actorKind, action, targetKind, targetId, personId, from, to } = filter
  return (query: ExpressionBuilder<Tables, 'auditEvent'>): Expression<SqlBool> => {
    const limits: Expression<SqlBool>[] = [query.lit(true)]
    if (actorId !== undefined) limits.push(raw<SqlBool>`audit_event.actor->>'id' = ${actorId}`)
    if (actorKind === 'system') limits.push(raw<SqlBool>`audit_event.actor->>'kind' = 'system'`)
    else if (actorKind !== undefined) {
      limits.push(raw<SqlBool>`audit_event.actor->>'kind' = 'account'`)
      limits.push(
        raw<SqlBool>`(coalesce(audit_event.actor->>'role', '') = 'person') = ${actorKind === 'person'}`,
      )
    }
    if (action?.endsWith('.*'))
      limits.push(query(raw<string>`left(action, ${action.length - 1})`, '=', action.slice(0, -1)))
    else if (action !== undefined) limits.push(query('action', '=', action))
    if (targetKind !== undefined) limits.push(query('targetKind', '=', targetKind))
    if (targetId !== undefined) limits.push(query('targetId', '=', targetId))
    if (personId !== undefined) limits.push(query('auditEvent.personId', '=', personId))
    if (from !== undefined) limits.push(query('at', '>=', new Date(from)))
    if (to !== undefined) limits.push(query('at', '<', new Date(to)))
    if (actor.profiles !== undefined) {
      const people = query.selectFrom('person').select('person.id').where(visiblePeople(actor))
      limits.push(query('auditEvent.personId', 'in', people))
    }
    return query.and(limits)
  }
}
