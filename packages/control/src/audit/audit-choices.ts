import { sql as raw } from 'kysely'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { matchingAudit } from './audit-filter.ts'

/** What stands in the audit trail, for whoever chooses what to look for. */
export interface AuditChoices {
  readonly actions: readonly string[]
  /** Who acted, each by the name of their last entry. */
  readonly actors: readonly {
    readonly kind: 'account' | 'system'
    readonly id: string
    readonly name: string
  }[]
}

/** More than anybody chooses from. */
const MOST = 1_000

/** The actions and actors of the entries that the actor may see, in the order of the alphabet. Needs `audit:read`. */
export async function readAuditChoices({ sql }: Pick<Control, 'sql'>, actor: Actor): Promise<AuditChoices> {
  requirePermission(actor, 'audit:read')
  const actions = await sql
    .selectFrom('auditEvent')
    .select('action')
    .distinct()
    .where(matchingAudit(actor, {}))
    .orderBy('action')
    .limit(MOST)
    .execute()
  const actors = await sql
    .selectFrom('auditEvent')
    .select([
      raw<'account' | 'system'>`actor->>'kind'`.as('kind'),
      raw<string>`actor->>'id'`.as('id'),
      raw<string>`(array_agg(actor->>'name' order by number desc))[1]`.as('name'),
    ])
    .where(matchingAudit(actor, {}))
    .groupBy([raw`actor->>'kind'`, raw`actor->>'id'`])
    .orderBy(raw`3`)
    .orderBy(raw`2`)
    .limit(MOST)
    .execute()
  return { actions: actions.map(({ action }) => action), actors }
}
