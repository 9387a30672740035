import { type Control, now } from '../control.ts'
import { insertMappingRule } from './mapping-rules.ts'

const KEY = 'first-mapping-rule'

/**
 * Gives a new organisation its first rule, everyone to the default profile: once, so that it stays away when it is
 * removed. Does nothing while there is no default profile.
 */
export async function ensureFirstRule(control: Control): Promise<void> {
  await control.sql.transaction().execute(async (transaction) => {
    const profile = await transaction
      .selectFrom('profile')
      .select('id')
      .where('isDefault', '=', true)
      .where('deletedAt', 'is', null)
      .executeTakeFirst()
    if (!profile) return
    const marked = await transaction
      .insertInto('setting')
      .values({ key: KEY, value: '{}', updatedAt: now(control) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .execute()
    if (marked.length === 0) return
    const rule = await transaction.selectFrom('mappingRule').select('id').limit(1).executeTakeFirst()
    if (!rule) await insertMappingRule(control, transaction, { kind: 'everyone' }, profile.id)
  })
}
