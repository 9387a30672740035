import { z } from 'zod'
import { type Actor, may, requirePermission, visiblePeople } from '../access/actor.ts'
import type { Control } from '../control.ts'
import { controlErrors } from '../errors.ts'
import { type PersonView, selectPeople, toView } from './person-view.ts'

/** Needs `people:read`, or to be that person with `own:read`. Raises HF_NOT_FOUND. */
export async function readPerson(control: Control, actor: Actor, id: string): Promise<PersonView> {
  if (actor.personId !== id || !may(actor, 'own:read')) requirePermission(actor, 'people:read')
  const row =
    z.uuid().safeParse(id).success &&
    (await selectPeople(control.sql)
      .where('person.id', '=', id)
      .where(visiblePeople(actor))
      .executeTakeFirst())
  if (!row) throw controlErrors.HF_NOT_FOUND({ what: 'person', id })
  return toView(row)
}
