import type { Environment } from '../environment.ts'
import { cliErrors } from '../errors.ts'
import { ExitCode } from './exit-code.ts'

/**
 * Turns stop requests into an AbortSignal. The first one aborts it, so that what is under way ends cleanly (locks
 * released, what was written made usable); the second one ends the process at once.
 */
export class StopRequests implements Disposable {
  readonly #controller = new AbortController()
  readonly #unlisten: () => void

  constructor(environment: Environment) {
    this.#unlisten = environment.onStopSignal((signal) => {
      if (this.#controller.signal.aborted) environment.end(ExitCode.cancelled)
      else this.#controller.abort(cliErrors.HF_CANCELLED({ by: signal === 'SIGINT' ? 'Ctrl-C' : signal }))
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
