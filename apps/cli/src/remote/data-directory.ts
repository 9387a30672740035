import { resolve } from 'node:path'
import type { CommandContext } from '../command-context.ts'

/** Where a server of this machine has everything. */
export function dataDirectory(
  { environment }: Pick<CommandContext, 'environment'>,
  { data }: { readonly data?: string },
): string {
  return resolve(environment.workingDirectory, data ?? environment.variable('HOLDFAST_DATA') ?? 'data')
}
