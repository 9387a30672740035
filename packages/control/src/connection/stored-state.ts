import type { Purpose } from '@holdfast/graph'
import { z } from 'zod'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { instant } from '../instant.ts'
import { defineSetting, readSetting } from '../settings/stored-setting.ts'
import { type Connection, registrationFor } from './connection-setting.ts'

const lastLook = z.strictObject({
  /** What was looked at: says nothing of another application or credential. */
  fingerprint: z.string().default(''),
  /** Since when it has worked, or not worked, without a break. */
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

/** Faults of the way to Microsoft, or of its service: they come and go. */
const PASSING = new Set(['unreachable', 'service-unavailable'])
/** Milliseconds for which what worked counts as working while such a fault is in the way. */
const PATIENCE = 40 * 60_000

/** Keeps how verifications ended, and gives what is known now. */
export async function storeLooks(
  control: Pick<Control, 'clock'>,
  transaction: Sql,
  looks: readonly Look[],
): Promise<StoredState> {
  const at = now(control)
  let state = await loadState(transaction)
  for (const look of looks) {
    const { purpose } = look
    state = { ...state, [purpose]: lookedAt(state[purpose], look, at) }
  }
  const row = { value: JSON.stringify(state), updatedAt: at }
  await transaction
    .insertInto('setting')
    .values({ key: stateSetting.key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
  return state
}

type LastLook = z.infer<typeof lastLook>

function lookedAt(before: LastLook, { fingerprint, failure }: Look, at: Date): LastLook {
  const isSame = before.fingerprint === fingerprint
  const worked = isSame && before.failure === null && before.verifiedAt !== null
  if (worked && failure && PASSING.has(failure.code)) {
    const age = at.getTime() - Date.parse(before.verifiedAt ?? '')
    if (age < PATIENCE) return before
  }
  const verifiedAt = at.toISOString()
  const since = isSame && (failure === null) === (before.failure === null) ? before.since : null
  return { fingerprint, since: since ?? verifiedAt, verifiedAt, failure }
}

export async function forgetState(transaction: Sql): Promise<void> {
  await transaction.deleteFrom('setting').where('key', '=', stateSetting.key).execute()
}
