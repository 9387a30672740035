import type { Row } from '../database/tables.ts'
import { peopleErrors } from './errors.ts'

/** Raises HF_PERSON_STATE when one of the people is deleted. */
export function refuseDeleted(
  people: readonly Pick<Row<'person'>, 'state' | 'principalName'>[],
  what: string,
): void {
  const deleted = people.find(({ state }) => state === 'deleted')
  if (!deleted) return
  throw peopleErrors.HF_PERSON_STATE({ person: deleted.principalName, state: 'deleted', what })
}
