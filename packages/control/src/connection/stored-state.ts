import type { Purpose } from '@holdfast/graph'
import { sql as raw } from 'kysely'
import { z } from 'zod'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { instant } from '../instant.ts'
import { defineSetting, readSetting } from '../settings/stored-setting.ts'
import { type Connection, registrationFor } from './connection-setting.ts'

const lastLook = z.strictObject({
  /** What was looked at: says nothing of another application or credential. */
  fingerprint: z.string().default(''),
  /** Since when it has worked without a break; null while it does not. */
  since: instant.nullable().default(null),
  verifiedAt: instant.nullable().default(null),
  failure: z.strictObject({ code: z.string(), reason: z.string() }).nullable().default(null),
})

/** What was last seen of the connection; not the administrator's to change. */
const stateSetting = defineSetting(
  'connection-state',
  z.strictObject({ backup: lastLook.prefault({}), restore: lastLook.prefault({}) }),
)

export type StoredState = z.infer<typeof stateSetting.schema>
export type Failure = NonNullable<z.infer<typeof lastLook>['failure']>

export async function loadState(sql: Sql): Promise<StoredState> {
  return (await readSetting(sql, stateSetting)).value
}

/** Names the application that works for a purpose, and what it proves itself by. */
export function fingerprintOf(connection: Connection, purpose: Purpose): string {
  const { tenantId, cloud } = connection
  const { clientId, current } = registrationFor(connection, purpose)
  return [cloud, tenantId, clientId, current?.id].join('/')
}

export interface Look {
  readonly purpose: Purpose
  readonly fingerprint: string
  /** Null when it works. */
  readonly failure: Failure | null
}

/** Keeps how verifications or uses ended, and gives what was known before. */
export async function storeLooks(
  control: Pick<Control, 'clock'>,
  transaction: Sql,
  looks: readonly Look[],
): Promise<StoredState> {
  const before = await loadState(transaction)
  const at = now(control)
  let state = before
  for (const { purpose, fingerprint, failure } of looks) {
    const since = failure ? null : (before[purpose].since ?? at.toISOString())
    state = { ...state, [purpose]: { fingerprint, since, verifiedAt: at.toISOString(), failure } }
  }
  await transaction
    .insertInto('setting')
    .values({ key: stateSetting.key, value: JSON.stringify(state), updatedAt: at })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((query) => ({
        value: query.ref('excluded.value'),
        version: raw<number>`setting.version + 1`,
        updatedAt: at,
      })),
    )
    .execute()
  return before
}

export async function forgetState(transaction: Sql): Promise<void> {
  await transaction.deleteFrom('setting').where('key', '=', stateSetting.key).execute()
}
