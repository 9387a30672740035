import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import type { Control } from '../control.ts'
import type { OneDriveState, PersonState } from '../database/tables.ts'
import { parseInput } from '../parse-input.ts'
import { matchingPeople, peopleFilter } from './people-filter.ts'

/** What can be done to the OneDrives of many people. */
export const MANY_ACTIONS = ['backup', 'enable', 'disable', 'delete', 'roll-back'] as const

export type ManyAction = (typeof MANY_ACTIONS)[number]

export const matchingQuery = z.strictObject({ ...peopleFilter.shape, for: z.enum(MANY_ACTIONS) })

export type MatchingQuery = z.input<typeof matchingQuery>

/** Whom an action would change, of those who match. */
export interface MatchingPeople {
  /** All who match. */
  readonly matching: number
  /** What the action takes: OneDrives for a backup, and people for the others. The rest is as it should be, or cannot be changed. */
  readonly ids: readonly string[]
}

/** Which OneDrives of which people an action changes: those in one of these states. */
const CHANGES: Readonly<Record<ManyAction, readonly [readonly PersonState[], readonly OneDriveState[]]>> = {
  backup: [['active'], ['enabled']],
  enable: [['active'], ['disabled', 'deleted']],
  disable: [['active', 'preserved'], ['enabled']],
  delete: [
    ['active', 'preserved'],
    ['enabled', 'disabled'],
  ],
  'roll-back': [['active', 'preserved'], ['deleted']],
}

/**
 * Whom an action would change, of all who match, so that whoever confirms it confirms just these: they are then given to
 * the action in parts. Needs `people:read`. Raises HF_INVALID.
 */
export async function chooseMatching(
  { sql }: Pick<Control, 'sql'>,
  actor: Actor,
  query: MatchingQuery,
): Promise<MatchingPeople> {
  requirePermission(actor, 'people:read')
  const { for: action, ...filter } = parseInput(matchingQuery, query)
  const [people, onedrives] = CHANGES[action]
  const rows = await sql
    .selectFrom('person')
    .leftJoin('onedrive', 'onedrive.personId', 'person.id')
    .select(['person.id', 'onedrive.id as onedriveId', 'person.state', 'onedrive.state as app'])
    .select('onedrive.purgeAt')
    .where(matchingPeople(actor, filter))
    .orderBy('person.id')
    .execute()
  const changed = rows.filter(
    ({ state, app, purgeAt }) =>
      people.includes(state) &&
      app !== null &&
      onedrives.includes(app) &&
      // What was destroyed already does not come back.
      (action !== 'roll-back' || purgeAt !== null),
  )
  return {
    matching: rows.length,
    ids: changed.map(({ id, onedriveId }) => (action === 'backup' ? (onedriveId ?? id) : id)),
  }
}
