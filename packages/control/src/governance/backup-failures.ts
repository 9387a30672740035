import { sql as raw } from 'kysely'
import { type Actor, requirePermission, visiblePeople } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { hintFor } from '../jobs/job-hint.ts'

export const FAILURE_SCOPES = ['backup', 'files'] as const

/** A reason for which last backups failed, or left files out. */
export interface BackupFailure {
  /** `backup`: nothing was backed up; `files`: the backup is there, and some of its files are older or missing. */
  readonly scope: (typeof FAILURE_SCOPES)[number]
  readonly code: string
  /** As it was said last. */
  readonly message: string
  readonly hint: string | null
  readonly people: number
  /** How many files; null where it is the whole backup. */
  readonly files: number | null
  readonly lastAt: Date | null
}

/**
 * Why last backups failed, by reason, those that concern most people first. Needs `jobs:read`; counts the people whom the
 * actor may see. Raises HF_FORBIDDEN.
 */
export async function backupFailures(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
): Promise<readonly BackupFailure[]> {
  requirePermission(actor, 'jobs:read')
  const visible = sql
    .selectFrom('onedrive')
    .innerJoin('person', 'person.id', 'onedrive.personId')
    .select(['onedrive.id', 'onedrive.lastStatus', 'onedrive.lastErrorCode', 'onedrive.lastError'])
    .select('onedrive.lastAttemptAt')
    .where('onedrive.state', '=', 'enabled')
    .where('person.state', '=', 'active')
    .where('onedrive.lastStatus', 'in', ['failed', 'errors'])
    .where(visiblePeople(actor))
  const { rows } = await raw<Omit<BackupFailure, 'hint'>>`
    with visible as (${visible})
    select 'backup' as scope, coalesce(last_error_code, 'HF_UNEXPECTED') as code,
      (array_agg(coalesce(last_error, '') order by last_attempt_at desc nulls last))[1] as message,
      count(*) as people, null::bigint as files, max(last_attempt_at) as "lastAt"
    from visible
    where last_status = 'failed'
    group by 2
    union all
    select 'files', entry.code, (array_agg(entry.message order by entry.at desc))[1],
      count(distinct visible.id), count(*), max(entry.at)
    from visible
    join lateral (
      select id from job where job.onedrive_id = visible.id and job.kind = 'backup' and job.state = 'errors'
      order by created_at desc limit 1
    ) as last on true
    join job_log as entry on entry.job_id = last.id and entry.level <> 'info' and entry.code is not null
    where visible.last_status = 'errors'
    group by entry.code
    order by people desc, scope, code`.execute(sql)
  return rows.map((row) => ({ ...row, hint: hintFor(row.code) }))
}
