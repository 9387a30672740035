import { sql as raw } from 'kysely'
import { type Control, now } from '../control.ts'

/** A OneDrive to be watched, a subscription that watches, or both, where something is to be done. */
export interface SubscriptionStep {
  /** Of the subscription that there is. */
  readonly id: string | null
  /** What is to be watched; null when the subscription is to end. */
  readonly wanted: { readonly onedriveId: string; readonly driveId: string } | null
  /** Whether the subscription that there is watches just that, and only has to be renewed. */
  readonly fits: boolean
}

/**
 * What is to be done so that Microsoft tells of every OneDrive that is backed up, and of no other; of none without a
 * `url`. OneDrives are watched from their first backup on: before that it is not known which drive theirs is.
 */
export async function planSubscriptions(
  control: Control,
  url: string | undefined,
): Promise<readonly SubscriptionStep[]> {
  const { rows } = await raw<{
    id: string | null
    onedriveId: string | null
    driveId: string | null
    fits: boolean
  }>`
    select present.id, wanted.id as onedrive_id, wanted.drive_id,
      coalesce(present.drive_id = wanted.drive_id and present.notification_url = ${url ?? ''}::text, false) as fits
    from (
      select onedrive.id, onedrive.drive_id from onedrive
      join person on person.id = onedrive.person_id
      where ${url !== undefined} and onedrive.state = 'enabled' and person.state = 'active'
        and onedrive.next_slot_at is not null and onedrive.drive_id is not null
    ) as wanted
    full join graph_subscription as present on present.onedrive_id = wanted.id
    where present.id is null or wanted.id is null or present.renew_at <= ${now(control)}
      or present.drive_id <> wanted.drive_id or present.notification_url <> ${url ?? ''}::text
    order by wanted.id`.execute(control.sql)
  return rows.map(({ id, onedriveId, driveId, fits }) => ({
    id,
    wanted: onedriveId === null || driveId === null ? null : { onedriveId, driveId },
    fits,
  }))
}
