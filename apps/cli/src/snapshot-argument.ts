import { OpenedSnapshot } from '@holdfast/engine'
import { BlobReader, loadIndex } from '@holdfast/repository'
import type { CommandContext } from './command-context.ts'
import { openRepository, type RepositoryOptions } from './repository-options.ts'

/** Opens the snapshot that a person named: an id, its beginning, or `latest`. */
export async function openSnapshot(
  context: CommandContext,
  options: RepositoryOptions,
  name: string,
): Promise<OpenedSnapshot> {
  const { signal } = context
  const repository = await openRepository(context, options)
  const snapshot = await repository.findSnapshot(name, { signal })
  return await OpenedSnapshot.open(
    snapshot,
    new BlobReader(repository, await loadIndex(repository, { signal })),
  )
}
