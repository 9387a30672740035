import { useQuery } from '@tanstack/react-query'
import { kitQuery } from '../keys/keys-queries.ts'
import { backupsOf, connectionStateQuery, howFarQuery } from './setup-queries.ts'
import type { Step } from './steps.ts'

/** Which steps are done, as the server says; undefined while it was not asked yet. */
export function useDone(): Readonly<Record<Step, boolean>> | undefined {
  const kit = useQuery(kitQuery).data
  const connection = useQuery(connectionStateQuery).data
  const overview = useQuery(howFarQuery).data
  if (kit === undefined || connection === undefined || overview === undefined) return undefined
  const backup = backupsOf(overview).isDone
  return {
    kit: kit.kit !== null,
    connection: connection.value.state.backup.state === 'connected',
    // There is one from the first start on.
    storage: true,
    people: overview.people.active > 0,
    backup,
    done: kit.kit !== null && backup,
  }
}
