import { sql as raw, type SqlBool } from 'kysely'
import { systemActor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { promisedDrives } from './promised-drives.ts'

/** What is left of the first backups of all OneDrives. */
export interface FirstBackups {
  /** OneDrives without a backup. */
  readonly waiting: number
  /** Of those, being backed up now. */
  readonly running: number
  /** What has still to be fetched: as far as it is listed by its size, else by the average of the others; null where nothing is known yet. */
  readonly left: { readonly files: number; readonly bytes: number } | null
}

/** Of the whole organisation: all share what may be asked of Microsoft. */
export async function firstBackups({ sql }: Pick<Control, 'sql'>): Promise<FirstBackups> {
  const of = (field: string) => raw<number>`(job.progress->>${field})::bigint`
  const isListed = raw<SqlBool>`coalesce(${of('filesTotal')}, 0) > 0`
  const row = await promisedDrives(sql, systemActor('governance'))
    .leftJoin('job', (join) =>
      join
        .onRef('job.onedriveId', '=', 'onedrive.id')
        .on('job.kind', '=', 'backup')
        .on('job.state', '=', 'running'),
    )
    .where('onedrive.lastSuccessAt', 'is', null)
    .select(({ fn }) => [
      fn.countAll<number>().as('waiting'),
      fn.count<number>('job.id').as('running'),
      fn.countAll<number>().filterWhere(isListed).as('listed'),
      raw<string | null>`sum(${of('filesTotal')}) filter (where ${isListed})`.as('files'),
      raw<string | null>`sum(${of('bytesTotal')}) filter (where ${isListed})`.as('bytes'),
      raw<string | null>`sum(${of('files')}) filter (where ${isListed})`.as('filesDone'),
      raw<string | null>`sum(${of('bytes')}) filter (where ${isListed})`.as('bytesDone'),
    ])
    .executeTakeFirstOrThrow()
  const done = await promisedDrives(sql, systemActor('governance'))
    .where('onedrive.lastSuccessAt', 'is not', null)
    .select(({ fn }) => [
      fn.countAll<number>().as('drives'),
      fn.sum<string | null>('onedrive.items').as('files'),
      fn.sum<string | null>('onedrive.bytes').as('bytes'),
    ])
    .executeTakeFirstOrThrow()
  const { waiting, running, listed } = row
  const known = listed + done.drives
  const left = (key: 'files' | 'bytes') => {
    const each = (Number(row[key] ?? 0) + Number(done[key] ?? 0)) / known
    const ofListed = Number(row[key] ?? 0) - Number(row[`${key}Done`] ?? 0)
    return Math.round(Math.max(0, ofListed) + (waiting - listed) * each)
  }
  return {
    waiting,
    running,
    left: waiting === 0 || known === 0 ? null : { files: left('files'), bytes: left('bytes') },
  }
}
