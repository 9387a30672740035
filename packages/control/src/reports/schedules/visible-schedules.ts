import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Actor } from '../../access/actor.ts'
import type { Tables } from '../../database/tables.ts'

/** The schedules that an actor may know of, for a `where`: all, or one's own for whoever is limited to some profiles. */
export function visibleSchedules(actor: Actor) {
  return (query: ExpressionBuilder<Tables, 'reportSchedule'>): Expression<SqlBool> =>
    actor.profiles === undefined ? query.lit(true) : query('reportSchedule.accountId', '=', actor.id)
}
