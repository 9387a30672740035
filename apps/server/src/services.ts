import type { Control, JobQueue, OpenVaults } from '@holdfast/control'

/** What routes work with. A route that needs something else than the database gets it by a field here. */
export interface Services {
  readonly control: Control
  readonly queue: JobQueue
  readonly openVaults: OpenVaults
  /** Below which restores to the server lie; undefined where that is not set up. */
  readonly restoreDirectory?: string
}
