import { sql as raw } from 'kysely'
import { systemActor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { retentionTime } from '../retention/retention-time.ts'
import { setDeleted } from './delete-people.ts'

const BATCH = 200

/**
 * Deletes people who have been preserved for longer than their profile wants (`preserved.deleteAfterDays`), with the
 * rollback window of every delete. Time goes on as it does for retention: a clock that is years ahead deletes nobody.
 * Gives how many.
 */
export async function deletePreservedDue(control: Control): Promise<number> {
  const actor = systemActor('preservation')
  const present = await retentionTime(control)
  let all = 0
  for (;;) {
    const count = await control.sql.transaction().execute(async (transaction) => {
      const days = raw<number>`(profile.settings -> 'preserved' ->> 'deleteAfterDays')::integer`
      const due = await transaction
        .selectFrom('person')
        .innerJoin('profile', 'profile.id', 'person.profileId')
        .select(['person.id', 'person.principalName', days.as('days')])
        .where('person.state', '=', 'preserved')
        .where(raw<boolean>`person.preserved_at + ${days} * interval '1 day' <= ${present}::timestamptz`)
        .orderBy('person.id')
        .limit(BATCH)
        .forUpdate('person')
        .execute()
      for (const limit of new Set(due.map((person) => person.days))) {
        const people = due.filter((person) => person.days === limit)
        const reason = `Preserved for ${limit} days, as the profile says`
        await setDeleted(control, transaction, actor, people, reason)
      }
      return due.length
    })
    all += count
    if (count < BATCH) return all
  }
}
