import { createHash } from 'node:crypto'
import { type Actor, type Control, now, type Tables } from '@holdfast/control'
import type { ExpressionBuilder } from 'kysely'
import { serverErrors } from '../errors.ts'

/** Answers are kept for so long. */
const KEPT_MS = 24 * 3_600_000
/** Longer than any request takes: whoever began it has died. */
const DEAD_MS = 2 * 60_000

export interface FirstAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** As it was sent. */
  readonly body: string | null
}

/**
 * Does something once for a key of an account: the first time `perform` runs, and later its answer is given again. A
 * request that failed changed nothing, and may be sent again with its key. One whose server died meanwhile is done again
 * after two minutes, since nobody knows how far it came. Raises HF_IDEMPOTENCY_KEY_INVALID, HF_IDEMPOTENCY_KEY_REUSED
 * (another request), HF_IDEMPOTENCY_BUSY.
 */
export async function once(
  control: Control,
  actor: Actor,
  key: string,
  request: { readonly method: string; readonly url: string; readonly body: unknown },
  perform: () => Promise<FirstAnswer>,
): Promise<FirstAnswer> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw serverErrors.HF_IDEMPOTENCY_KEY_INVALID()
  const requestHash = createHash('sha256')
    .update(JSON.stringify([request.method, request.url, request.body ?? null]))
    .digest('hex')
  const place = { accountId: actor.id, key }
  const createdAt = now(control)
  const before = await begin(control, { ...place, requestHash, createdAt })
  if (before !== undefined) return before
  // Only what this request took: another one may have taken the key over meanwhile.
  const own = { ...place, createdAt }
  const answer = await performed(control, own, perform)
  // What was done stays done: if its answer cannot be kept, the key stays taken, and nobody does it a second time.
  await control.sql
    .updateTable('idempotencyKey')
    .set({ status: answer.status, response: JSON.stringify(answer) })
    .where(isOwn(own))
    .execute()
  return answer
}

type Own = Pick<Beginning, 'accountId' | 'key' | 'createdAt'>

/** What failed changed nothing: its key is free again. */
async function performed(
  { sql }: Control,
  own: Own,
  perform: () => Promise<FirstAnswer>,
): Promise<FirstAnswer> {
  try {
    return await perform()
  } catch (error) {
    await sql.deleteFrom('idempotencyKey').where(isOwn(own)).execute()
    throw error
  }
}

function isOwn({ accountId, key, createdAt }: Own) {
  return (row: ExpressionBuilder<Tables, 'idempotencyKey'>) =>
    row.and([row('accountId', '=', accountId), row('key', '=', key), row('createdAt', '=', createdAt)])
}

/** Forgets answers that are old; to be called now and then. Gives how many. */
export async function forgetIdempotencyKeys(control: Control): Promise<number> {
  const { numDeletedRows } = await control.sql
    .deleteFrom('idempotencyKey')
    .where('createdAt', '<=', new Date(control.clock.now() - KEPT_MS))
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

interface Beginning {
  readonly accountId: string
  readonly key: string
  readonly requestHash: string
  readonly createdAt: Date
}

/** Takes the key, in one statement so that only one of several requests gets it; else what there is under it. */
async function begin(control: Control, beginning: Beginning): Promise<FirstAnswer | undefined> {
  const at = control.clock.now()
  const taken = await control.sql
    .insertInto('idempotencyKey')
    .values(beginning)
    .onConflict((conflict) =>
      conflict
        .columns(['accountId', 'key'])
        .doUpdateSet({
          requestHash: beginning.requestHash,
          status: null,
          response: null,
          createdAt: beginning.createdAt,
        })
        .where((query) =>
          query.or([
            query('idempotencyKey.createdAt', '<=', new Date(at - KEPT_MS)),
            query.and([
              query('idempotencyKey.status', 'is', null),
              query('idempotencyKey.requestHash', '=', beginning.requestHash),
              query('idempotencyKey.createdAt', '<=', new Date(at - DEAD_MS)),
            ]),
          ]),
        ),
    )
    .returning('key')
    .executeTakeFirst()
  if (taken !== undefined) return undefined
  const row = await control.sql
    .selectFrom('idempotencyKey')
    .selectAll()
    .where('accountId', '=', beginning.accountId)
    .where('key', '=', beginning.key)
    .executeTakeFirst()
  if (row !== undefined && row.requestHash !== beginning.requestHash) {
    throw serverErrors.HF_IDEMPOTENCY_KEY_REUSED()
  }
  if (row === undefined || row.response === null) throw serverErrors.HF_IDEMPOTENCY_BUSY()
  return row.response as FirstAnswer
}
