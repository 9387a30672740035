import { HoldfastError } from '@holdfast/base'
import type { Run } from '../command-context.ts'
import { fromApi, openServer } from '../remote/server-options.ts'
import type { DrillResult } from './drill.ts'

/** Failures that the server is told of one by one. */
const FAILURES = 100

/**
 * Tells the server what a drill found, where there is one: on the worst day there is none, and the drill has been as good.
 * Gives whether it was told.
 */
export async function reportDrill(
  run: Run<{ readonly data?: string }>,
  kitId: string,
  { vaults, results }: DrillResult,
): Promise<boolean> {
  const failures = results.flatMap(({ vault, problem }) =>
    problem === null ? [] : [{ vault, problem: problem.slice(0, 1_000) }],
  )
  try {
    const api = await openServer(run, run.options)
    await api.POST('/api/v1/keys/drills', {
      body: {
        kitId,
        vaults,
        opened: results.length - failures.length,
        failures: failures.slice(0, FAILURES),
      },
    })
    return true
  } catch (cause) {
    run.signal.throwIfAborted()
    const error = fromApi(cause)
    if (!(error instanceof HoldfastError)) throw error
    // Nobody named a server, and none runs here: there is nobody to tell.
    if (error.code !== 'HF_NO_SERVER')
      run.terminal.note(`The server does not know of this drill: ${error.message}`)
    return false
  }
}
