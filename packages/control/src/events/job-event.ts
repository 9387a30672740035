import type { Row } from '../database/tables.ts'
import { JOB_EVENT_SEVERITY } from './event-severity.ts'
import type { EventEntry } from './record-event.ts'

type EndedJob = Pick<
  Row<'job'>,
  'id' | 'kind' | 'state' | 'personId' | 'onedriveId' | 'requestedBy' | 'errorCode'
>

/**
 * The event of a job that ended, for recordEvent in the transaction that ends it. Tells the code of an error and not its
 * message, which may name files.
 */
export function jobEvent({
  id,
  kind,
  state,
  personId,
  onedriveId,
  requestedBy,
  errorCode,
}: EndedJob): EventEntry {
  return {
    category: 'job',
    type: `${kind}.${state}`,
    severity: JOB_EVENT_SEVERITY[state],
    identity: personId === null ? `job:${id}` : `person:${personId}`,
    details: { jobId: id, personId, onedriveId, requestedBy, errorCode },
  }
}
