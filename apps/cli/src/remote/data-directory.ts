import { join, resolve } from 'node:path'
import type { CommandContext } from '../command-context.ts'

/** Where a server of this machine has everything. */
export function dataDirectory(
  { environment }: Pick<CommandContext, 'environment'>,
  { data }: { readonly data?: string },
): string {
  return resolve(environment.workingDirectory, data ?? environment.variable('HOLDFAST_DATA') ?? 'data')
}

/** By which the command line finds a running server of a data directory, and gets in. */
export function accessFile(directory: string): string {
  return join(directory, 'server.json')
}
