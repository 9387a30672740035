import { z } from 'zod'
import { type Actor, COMMAND_LINE_ID, may } from '../../access/actor.ts'
import { actorFor, usableAccount } from '../../access/usable-account.ts'
import type { Sql } from '../../database/database.ts'
import type { Row } from '../../database/tables.ts'
import { reportErrors } from '../errors.ts'

/** In whose name a report is sent, with what they may see by now. Raises HF_REPORT_WITHDRAWN for whoever may no longer. */
export async function scheduleActor(
  sql: Sql,
  { accountId, accountName }: Pick<Row<'reportSchedule'>, 'accountId' | 'accountName'>,
): Promise<Actor> {
  if (accountId === COMMAND_LINE_ID)
    return { kind: 'account', id: accountId, name: accountName, role: 'cloud-administrator' }
  const usable = z.uuid().safeParse(accountId).success ? await usableAccount(sql, accountId) : undefined
  const actor = usable && actorFor(usable, {})
  if (actor === undefined || !may(actor, 'reports:write'))
    throw reportErrors.HF_REPORT_WITHDRAWN({ name: accountName })
  return actor
}
