import { Readable } from 'node:stream'
import { exportZip, type OpenedSnapshot, type RestoreResult, splitPath } from '@holdfast/engine'
import type { Actor } from '../access/actor.ts'
import { type Control, newId, now } from '../control.ts'
import { jobEnded } from '../jobs/job-ended.ts'
import { failureOf } from '../jobs/job-run.ts'
import { parseInput } from '../parse-input.ts'
import { type BrowseServices, dataOf, findSnapshot } from './data-of.ts'
import { fileAt, requireThere } from './entry.ts'
import { drivePath, snapshotId } from './read-folder.ts'

export interface Download {
  readonly name: string
  readonly stream: Readable
  /** Bytes; undefined while nobody knows (an archive). */
  readonly size?: number
}

/**
 * A file of a snapshot, as a stream. Each download is in the audit trail. Raises what dataOf raises, HF_NOT_FOUND,
 * HF_PATH_UNKNOWN, HF_NOT_A_FILE.
 */
export async function downloadFile(
  services: BrowseServices,
  actor: Actor,
  {
    personId,
    snapshot,
    path,
  }: { readonly personId: string; readonly snapshot: string; readonly path: string },
  { signal, limit }: { readonly signal?: AbortSignal; readonly limit?: number } = {},
): Promise<Download> {
  const { opened } = await open(services, actor, personId, snapshot, [path])
  const node = await fileAt(opened, parseInput(drivePath, path))
  const size = Math.min(node.size ?? 0, limit ?? Number.POSITIVE_INFINITY)
  const content = opened.reader.readFile(node, { length: size, ...(signal && { signal }) })
  return { name: node.name, size, stream: Readable.from(content, { objectMode: false }) }
}

export interface ZipChoice {
  readonly personId: string
  readonly snapshot: string
  readonly paths: readonly string[]
}

/**
 * Folders and files of a snapshot as one ZIP archive (ZIP64 where needed), made while it is read; everything when `paths`
 * is empty. It stands among the jobs when it is over. Raises what dataOf raises, HF_NOT_FOUND, HF_PATH_UNKNOWN; the stream breaks off with
 * what goes wrong later.
 */
export async function downloadZip(
  services: BrowseServices,
  actor: Actor,
  choice: ZipChoice,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Download> {
  const { control } = services
  const startedAt = now(control)
  const { personId, snapshot, paths } = choice
  const { opened, name } = await open(services, actor, personId, snapshot, paths)
  // Before the archive is begun: afterwards it could only break off.
  for (const path of paths) await requireThere(opened, path)
  const zip = exportZip({ snapshot: opened, include: paths, ...(signal && { signal }) })
  zip.result
    .catch((error: unknown) => ({ error, cancelled: signal?.aborted ?? false }))
    .then((end) => keepArchive(control, actor, choice, startedAt, end))
    // The archive was given; that its row could not be written changes nothing about it.
    .catch(() => {})
  const last = paths.length === 1 ? splitPath(paths[0] ?? '').at(-1) : undefined
  return { name: `${last ?? name}.zip`, stream: zip.stream }
}

async function open(
  services: BrowseServices,
  actor: Actor,
  personId: string,
  snapshot: string,
  paths: readonly string[],
): Promise<{ readonly opened: OpenedSnapshot; readonly name: string }> {
  const data = await dataOf(services, actor, personId, 'download', {
    action: 'data.downloaded',
    details: { snapshot },
    privateDetails: { paths: [...paths] },
  })
  const { id } = await findSnapshot(services.control.sql, data, parseInput(snapshotId, snapshot))
  return {
    opened: await services.openVaults.snapshot(data.vaultId, id, actor),
    name: data.person.displayName,
  }
}

/** An archive is made while it is read: no worker has it, and its row comes when it is over. */
async function keepArchive(
  control: Control,
  actor: Actor,
  { personId, snapshot, paths }: ZipChoice,
  startedAt: Date,
  end: RestoreResult | { readonly error: unknown; readonly cancelled: boolean },
): Promise<void> {
  const at = now(control)
  const failure = 'error' in end && !end.cancelled ? failureOf(end.error) : undefined
  await control.sql.transaction().execute(async (transaction) => {
    const job = await transaction
      .insertInto('job')
      .values({
        id: newId(control),
        kind: 'restore',
        state:
          'error' in end
            ? end.cancelled
              ? 'cancelled'
              : 'failed'
            : end.failures.length > 0
              ? 'errors'
              : 'succeeded',
        personId,
        onedriveId: (query) => query.selectFrom('onedrive').select('id').where('personId', '=', personId),
        requestedBy: actor.id,
        request: JSON.stringify({ target: { kind: 'zip' }, snapshot, paths }),
        ...('error' in end ? {} : { result: JSON.stringify({ ...end, failures: end.failures.length }) }),
        errorCode: failure?.code ?? null,
        error: failure?.message ?? null,
        attempt: 1,
        createdAt: startedAt,
        startedAt,
        endedAt: at,
        updatedAt: at,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await jobEnded(control, transaction, job)
  })
}
