import { useSyncExternalStore } from 'react'

/** Whether the session of whoever works here ended, and how many there were: outside of React, since the client tells it. */
class SessionEnd {
  #isEnded = false
  #begun = 0
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly isEnded = () => this.#isEnded
  readonly begun = () => this.#begun

  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#tell()
  }

  /** What an earlier session left behind is no end of this one. */
  forget(): void {
    this.#isEnded = false
    this.#tell()
  }

  begin(): void {
    this.#isEnded = false
    this.#begun += 1
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

export const sessionEnd = new SessionEnd()

/** Whether the session ended while somebody worked. */
export function useIsSessionEnded(): boolean {
  return useSyncExternalStore(sessionEnd.subscribe, sessionEnd.isEnded)
}

/** Counts the sessions that began in this window: what hangs on one is begun anew with the next. */
export function useSessionNumber(): number {
  return useSyncExternalStore(sessionEnd.subscribe, sessionEnd.begun)
}
