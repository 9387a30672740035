import { z } from 'zod'
import { drivePath, snapshotId } from '../browse/read-folder.ts'

export const CONFLICT_RULES = ['skip', 'replace', 'keep-both', 'fail'] as const

const target = z.discriminatedUnion('kind', [
  /** Where the files came from. */
  z.strictObject({ kind: z.literal('original') }),
  /** Another folder of the person's own OneDrive. */
  z.strictObject({ kind: z.literal('folder'), folder: drivePath.min(1) }),
  z.strictObject({ kind: z.literal('person'), personId: z.uuid(), folder: drivePath.default('') }),
  /** A new folder on the server, below the one that is set up for that. */
  z.strictObject({ kind: z.literal('directory') }),
])

export const restoreRequest = z.strictObject({
  /** Whose backup. */
  personId: z.uuid(),
  snapshot: snapshotId.default('latest'),
  /** Files and folders below the OneDrive's root; everything when there are none. */
  paths: z.array(drivePath.min(1)).max(1_000).default([]),
  target: target.default({ kind: 'original' }),
  /** What becomes of a file that exists there and differs; an identical one is always left alone. */
  conflict: z.enum(CONFLICT_RULES).default('keep-both'),
  /** Only find out what would happen. */
  dryRun: z.boolean().default(false),
})

export type RestoreRequest = z.input<typeof restoreRequest>

/** What a restore job's row holds: the request, and who asked, whose rights are looked at again when it begins. */
export interface StoredRestore extends Omit<z.output<typeof restoreRequest>, 'personId'> {
  readonly actor: StoredActor
}

export interface StoredActor {
  readonly kind: 'account' | 'system'
  readonly id: string
  readonly name: string
  readonly role?: string
  readonly profiles?: readonly string[]
  readonly personId?: string
  readonly scopes?: readonly string[]
}
