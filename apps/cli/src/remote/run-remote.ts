import type { ApiClient } from '@holdfast/api-client'
import { type CommandContext, type CommonOptions, type Run, runVerb } from '../command-context.ts'
import { fromApi, openServer, type ServerOptions } from './server-options.ts'

/** Wraps the work of a verb that a server does: gives it a client, and shows what the server refuses as an error. */
export function runRemote<Options extends object>(
  context: CommandContext,
  work: (run: Run<Options & ServerOptions & CommonOptions>, api: ApiClient) => Promise<number | undefined>,
): (...parameters: unknown[]) => Promise<void> {
  return runVerb<Options & ServerOptions>(context, async (run) => {
    try {
      return await work(run, await openServer(run, run.options))
    } catch (error) {
      throw fromApi(error)
    }
  })
}

/** Every item of a list that comes in pages. */
export async function* eachItem<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null } | undefined>,
): AsyncGenerator<Item> {
  let cursor: string | undefined
  for (;;) {
    const page = await read(cursor)
    if (page === undefined) return
    yield* page.items
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}
