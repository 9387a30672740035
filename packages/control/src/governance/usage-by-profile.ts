import { sql as raw } from 'kysely'

/** What each profile's people have in their backups at this moment: a query with the columns of `growth`, save the day. */
export const usageByProfile = raw`
  select profile.id as profile_id,
    count(*) filter (where onedrive.last_success_at is not null) as people,
    coalesce(sum(onedrive.items), 0)::bigint as items,
    coalesce(sum(onedrive.bytes), 0)::bigint as bytes,
    coalesce(sum(vault.stored_bytes), 0)::bigint as stored_bytes
  from profile
  left join person on person.profile_id = profile.id and person.state <> 'deleted'
  left join onedrive on onedrive.person_id = person.id and onedrive.state <> 'deleted'
  left join vault on vault.id = onedrive.vault_id and vault.destroyed_at is null
  where profile.deleted_at is null
  group by profile.id`
