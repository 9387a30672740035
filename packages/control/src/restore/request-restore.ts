import type { Actor } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { findSnapshot } from '../browse/data-of.ts'
import { browseErrors } from '../browse/errors.ts'
import { type Control, newId, now } from '../control.ts'
import type { JobQueue } from '../jobs/job-queue.ts'
import { parseInput } from '../parse-input.ts'
import { restoreErrors } from './errors.ts'
import { requireRestore } from './require-restore.ts'
import { type RestoreRequest, restoreRequest, type StoredRestore } from './restore-request.ts'

/** Somebody waits for it. */
const PRIORITY = 10

/**
 * Queues a restore, or a look at what it would do. Privacy, role and the state of person and OneDrive are looked at now, and
 * again when it begins. Raises what requireRestore raises, HF_NOT_FOUND, HF_NO_BACKUP, HF_RESTORE_DIRECTORY_OFF.
 */
export async function requestRestore(
  control: Control,
  queue: JobQueue,
  actor: Actor,
  request: RestoreRequest,
  { directory }: { readonly directory?: string | undefined } = {},
): Promise<{ readonly jobId: string }> {
  const { personId, ...wanted } = parseInput(restoreRequest, request)
  return await control.sql.transaction().execute(async (transaction) => {
    const { access, name } = await requireRestore(transaction, actor, personId, wanted.target)
    if (wanted.target.kind === 'directory' && directory === undefined)
      throw restoreErrors.HF_RESTORE_DIRECTORY_OFF()
    const onedrive = await transaction
      .selectFrom('onedrive')
      .select(['id', 'vaultId'])
      .where('personId', '=', personId)
      .executeTakeFirst()
    if (!onedrive?.vaultId) throw browseErrors.HF_NO_BACKUP({ name })
    const place = { vaultId: onedrive.vaultId, person: { displayName: name } }
    const { id: snapshot } = await findSnapshot(transaction, place, wanted.snapshot)
    const stored: StoredRestore = { ...wanted, snapshot, actor: storedActor(actor) }
    const jobId = newId(control)
    await transaction
      .insertInto('job')
      .values({
        id: jobId,
        kind: 'restore',
        state: 'queued',
        onedriveId: onedrive.id,
        personId,
        requestedBy: actor.id,
        request: JSON.stringify(stored),
        createdAt: now(control),
        updatedAt: now(control),
      })
      .execute()
    await queue.send(transaction, { id: jobId, kind: 'restore', priority: PRIORITY })
    await recordAudit(control, transaction, actor, {
      action: wanted.dryRun ? 'restore.tried' : 'restore.requested',
      target: { kind: 'person', id: personId },
      personId,
      details: {
        job: jobId,
        snapshot,
        to: wanted.target.kind,
        conflict: wanted.conflict,
        ...(wanted.target.kind === 'person' && { receiver: wanted.target.personId }),
        ...(access.overridesPrivacy && { overridesPrivacy: true }),
      },
      privateDetails: {
        paths: wanted.paths,
        ...('folder' in wanted.target && { folder: wanted.target.folder }),
      },
    })
    return { jobId }
  })
}

function storedActor({ kind, id, name, role, profiles, personId, scopes }: Actor): StoredRestore['actor'] {
  return {
    kind,
    id,
    name,
    ...(role && { role }),
    ...(profiles && { profiles }),
    ...(personId && { personId }),
    ...(scopes && { scopes }),
  }
}
