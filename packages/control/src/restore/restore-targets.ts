import { hasCode } from '@holdfast/base'
import type { Actor } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { DataUse } from '../privacy/data-access.ts'
import { requireDataAccess } from '../privacy/require-data-access.ts'
import { restoreErrors } from './errors.ts'

export const RESTORE_TARGETS = ['original', 'folder', 'person', 'directory', 'zip'] as const

export type RestoreTarget = (typeof RESTORE_TARGETS)[number]

/** A place to restore to, and what stands in the way of it. */
export interface TargetView {
  readonly kind: RestoreTarget
  readonly refusal: { readonly code: string; readonly message: string; readonly hint: string } | null
}

const USES: Readonly<Record<RestoreTarget, DataUse>> = {
  original: 'restore',
  folder: 'restore',
  person: 'restore-elsewhere',
  directory: 'restore-elsewhere',
  zip: 'download',
}

/**
 * Where somebody may restore a person's data to, as things are now. Nothing is read from the backup. Raises what
 * requireDataAccess raises for a look into it.
 */
export async function restoreTargets(
  { sql }: Control,
  actor: Actor,
  personId: string,
  { directory }: { readonly directory?: string | undefined } = {},
): Promise<TargetView[]> {
  await requireDataAccess(sql, actor, personId, 'browse')
  const targets: TargetView[] = []
  for (const kind of RESTORE_TARGETS) {
    const error =
      kind === 'directory' && directory === undefined
        ? restoreErrors.HF_RESTORE_DIRECTORY_OFF()
        : await refusalOf(requireDataAccess(sql, actor, personId, USES[kind]))
    targets.push({ kind, refusal: error && { code: error.code, message: error.message, hint: error.hint } })
  }
  return targets
}

async function refusalOf(asked: Promise<unknown>) {
  try {
    await asked
    return null
  } catch (error) {
    if (hasCode(error)) return error
    throw error
  }
}
