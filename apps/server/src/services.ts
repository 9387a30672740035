import type { Control, JobQueue } from '@holdfast/control'

/** What routes work with. A route that needs something else than the database gets it by a field here. */
export interface Services {
  readonly control: Control
  readonly queue: JobQueue
}
