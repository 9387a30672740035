import { type OpenedSnapshot, selectEntries } from '@holdfast/engine'
import type { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { exclusionLists } from '../exclusions/exclusion-lists.ts'
import { mergeExclusions } from '../exclusions/merge-exclusions.ts'
import {
  type ExclusionPreview,
  type PreviewItem,
  previewExclusions,
} from '../exclusions/preview-exclusions.ts'
import { parseInput } from '../parse-input.ts'
import { type BrowseServices, dataOf, findSnapshot } from './data-of.ts'

/**
 * What lists would leave out of a person's newest backup, before anybody sets them. What was excluded already is in no
 * backup, and not counted. Needs the right to browse the person's data. Raises what dataOf raises, HF_INVALID.
 */
export async function previewPersonExclusions(
  services: BrowseServices,
  actor: Actor,
  personId: string,
  lists: z.input<typeof exclusionLists>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ExclusionPreview> {
  const rules = mergeExclusions(parseInput(exclusionLists, lists))
  const data = await dataOf(services, actor, personId, 'browse', { action: 'data.browsed' })
  const { id } = await findSnapshot(services.control.sql, data, 'latest')
  return await previewExclusions(
    rules,
    filesOf(await services.openVaults.snapshot(data.vaultId, id, actor), signal),
  )
}

async function* filesOf(
  snapshot: OpenedSnapshot,
  signal: AbortSignal | undefined,
): AsyncGenerator<PreviewItem> {
  for await (const { path, node } of selectEntries(snapshot)) {
    signal?.throwIfAborted()
    if (node.type === 'file') yield { path: path.join('/'), size: node.size ?? 0 }
  }
}
