import type { Sql } from '../database/database.ts'
import { profileSettings } from '../profiles/profile-settings.ts'
import { Schedule } from './schedule.ts'

/** The schedules of all profiles with backup switched on, by the profile's id. */
export async function profileSchedules(sql: Sql): Promise<Map<string, Schedule>> {
  const profiles = await sql
    .selectFrom('profile')
    .select(['id', 'settings'])
    .where('deletedAt', 'is', null)
    .execute()
  return new Map(
    profiles.flatMap(({ id, settings }) => {
      const { backup } = profileSettings.parse(settings)
      return backup.enabled ? [[id, new Schedule(backup)] as const] : []
    }),
  )
}
