import { type Actor, systemActor } from '../access/actor.ts'
import type { AuditEntry } from '../audit/audit-event.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Control } from '../control.ts'

interface Waiting {
  readonly actor: Actor
  readonly entry: AuditEntry
  readonly written: PromiseWithResolvers<void>
}

const BY_ITSELF = systemActor('keys')

/** Writes each use of a key into the audit trail before the key is used; those that come together share a transaction. */
export class KeyUseLog {
  readonly #control: Control
  #waiting: Waiting[] = []
  #isWriting = false

  constructor(control: Control) {
    this.#control = control
  }

  /** Done when it stands in the trail. Raises what keeps it out: then the key is not used. */
  async write(actor: Actor | undefined, entry: AuditEntry): Promise<void> {
    const written = Promise.withResolvers<void>()
    this.#waiting.push({ actor: actor ?? BY_ITSELF, entry, written })
    if (!this.#isWriting) void this.#writeAll()
    await written.promise
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#control.sql.transaction().execute(async (transaction) => {
          for (const [actor, entries] of Map.groupBy(batch, (one) => one.actor))
            await recordAudit(
              this.#control,
              transaction,
              actor,
              entries.map(({ entry }) => entry),
            )
        })
        for (const { written } of batch) written.resolve()
      } catch (error) {
        for (const { written } of batch) written.reject(error)
      }
    }
    this.#isWriting = false
  }
}
