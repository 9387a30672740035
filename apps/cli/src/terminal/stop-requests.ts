import type { Clock } from '@holdfast/base'
import type { Environment } from '../environment.ts'
import { cliErrors } from '../errors.ts'
import { ExitCode } from './exit-code.ts'

/**
 * One Ctrl-C may arrive more than once: from the terminal itself, and passed on by npm or by the launcher. What comes
 * so soon after the first is the same request.
 */
const SAME_REQUEST_MS = 500

/**
 * Turns stop requests into an AbortSignal. The first one aborts it, so that what is under way ends cleanly (locks
 * released, what was written made usable); the second one ends the process at once.
 */
export class StopRequests implements Disposable {
  readonly #controller = new AbortController()
  readonly #unlisten: () => void

  constructor(environment: Environment, clock: Clock) {
    let first: number | undefined
    this.#unlisten = environment.onStopSignal((signal) => {
      first ??= clock.now()
      this.#controller.abort(cliErrors.HF_CANCELLED({ by: signal === 'SIGINT' ? 'Ctrl-C' : signal }))
      if (clock.now() - first >= SAME_REQUEST_MS) environment.end(ExitCode.cancelled)
    })
    environment.onOutputClosed(() => this.#controller.abort(cliErrors.HF_CANCELLED({ by: 'output closed' })))
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  [Symbol.dispose](): void {
    this.#unlisten()
  }
}
