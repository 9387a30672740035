import type { Actor } from '../access/actor.ts'
import { may } from '../access/actor.ts'
import type { Sql } from '../database/database.ts'
import { dataAccess } from './data-access.ts'
import { peopleForData } from './require-data-access.ts'

/** Of whom an actor may see the names of files, in job logs and in the audit trail. */
export interface NamesShown {
  has(personId: string | null | undefined): boolean
}

/**
 * Looks up, for the people that a page of logs or of the audit trail speaks of, whose file names the actor may see. What
 * concerns nobody, or somebody who is gone for good, is shown to those only whom no privacy setting binds.
 */
export async function namesShown(
  sql: Sql,
  actor: Actor,
  personIds: Iterable<string | null | undefined>,
): Promise<NamesShown> {
  const ids = [...new Set(personIds)].filter((id) => typeof id === 'string')
  const shown = new Set<string>()
  const known = await peopleForData(sql, actor, ids)
  for (const { person, profile } of known) {
    if (dataAccess(person, profile, actor, 'names').allowed) shown.add(person.id)
  }
  const unbound = actor.kind === 'system' || (may(actor, 'data:override-privacy') && !actor.profiles)
  const blocked = new Set(known.map(({ person }) => person.id).filter((id) => !shown.has(id)))
  return { has: (id) => (id != null && shown.has(id)) || (unbound && !(id != null && blocked.has(id))) }
}

interface Named {
  /** In a line of a job's log. */
  readonly path?: string | null
  /** In an entry of the audit trail. */
  readonly privateDetails?: object | null
}

/** The same rows without what names files, where the actor may not see them. `personOf` says whose files a row names. */
export function hideNames<Item extends Named>(
  rows: readonly Item[],
  shown: NamesShown,
  personOf: (row: Item) => string | null | undefined,
): Item[] {
  return rows.map((row) => (shown.has(personOf(row)) ? row : withoutNames(row)))
}

function withoutNames<Item extends Named>(row: Item): Item {
  return {
    ...row,
    ...('path' in row && { path: null }),
    ...('privateDetails' in row && { privateDetails: null }),
  }
}
