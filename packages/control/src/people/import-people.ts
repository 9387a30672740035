import { z } from 'zod'
import { type Actor, requirePermission } from '../access/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { type Control, now } from '../control.ts'
import type { Sql } from '../database/database.ts'
import { parseInput } from '../parse-input.ts'
import { peopleErrors } from './errors.ts'
import {
  emailIn,
  type ImportLine,
  type ImportProfile,
  type ImportStep,
  nameIn,
  planImport,
  visibleProfiles,
} from './import-plan.ts'
import { lockPeople } from './lock-people.ts'
import { type CsvLine, readPeopleCsv } from './people-csv.ts'
import { insertPeople, setProfile } from './person-rows.ts'

export const peopleImport = z.strictObject({
  /** The file, in UTF-8. */
  text: z.string().min(1).max(20_000_000),
  /** Only says what would happen. */
  dryRun: z.boolean().default(false),
})

export type PeopleImport = z.input<typeof peopleImport>

export interface ImportResult {
  readonly lines: readonly ImportLine[]
  readonly added: number
  readonly changed: number
  /** Lines with problems; while there is one, nothing is imported. */
  readonly problems: number
}

/**
 * Adds people from a file (see `readPeopleCsv`), and changes those who are there: the whole file or nothing. A profile
 * that the file names is put by hand; without one, new people come to the default profile and others stay where they are.
 * Needs `people:write`. Raises HF_INVALID, and HF_IMPORT_REFUSED when a line has a problem; a dry run tells all of them.
 */
export async function importPeople(
  control: Control,
  actor: Actor,
  input: PeopleImport,
): Promise<ImportResult> {
  requirePermission(actor, 'people:write')
  const { text, dryRun } = parseInput(peopleImport, input)
  const { lines, problem } = readPeopleCsv(text)
  if (problem !== undefined) throw peopleErrors.HF_IMPORT_REFUSED({ problems: 1, line: 1, problem })
  return await control.sql.transaction().execute(async (transaction) => {
    await lockPeople(transaction)
    const profiles = await visibleProfiles(transaction, actor)
    const steps = await planImport(transaction, actor, lines, profiles)
    const wrong = steps.filter(({ problems }) => problems.length > 0)
    const [first] = wrong
    if (!dryRun && first) {
      const [found = ''] = first.problems
      throw peopleErrors.HF_IMPORT_REFUSED({ problems: wrong.length, line: first.line, problem: found })
    }
    if (!dryRun) await carryOut(control, transaction, actor, steps, profiles)
    return {
      lines: steps.map(({ line, principalName, action, profile, problems }) => ({
        line,
        principalName,
        action,
        ...(profile !== undefined && { profile }),
        problems,
      })),
      added: steps.filter(({ action }) => action === 'add').length,
      changed: steps.filter(({ action }) => action === 'change').length,
      problems: wrong.length,
    }
  })
}

async function carryOut(
  control: Control,
  transaction: Sql,
  actor: Actor,
  steps: readonly ImportStep[],
  profiles: readonly ImportProfile[],
): Promise<void> {
  const added = steps.filter(({ action }) => action === 'add')
  const ids = await insertPeople(
    control,
    transaction,
    added.map(({ row, to }) => ({
      principalName: row.principalName,
      displayName: row.displayName,
      email: row.email ?? null,
      source: 'csv',
      profileFixed: row.profile !== undefined,
      profile: to as ImportProfile,
    })),
  )
  const changed = steps.filter(({ action }) => action === 'change')
  for (const { row, to, person } of changed) {
    if (!person) continue
    const from = profiles.find(({ id }) => id === person.profileId)
    if (to && from && to.id !== from.id) await setProfile(control, transaction, [person.id], { from, to })
    await transaction
      .updateTable('person')
      .set((query) => ({
        displayName: nameIn(row, person),
        email: emailIn(row, person),
        ...(row.profile !== undefined && { profileFixed: true }),
        updatedAt: now(control),
        version: query('version', '+', 1),
      }))
      .where('id', '=', person.id)
      .execute()
  }
  await recordAudit(control, transaction, actor, [
    ...added.map(({ row, profile = '' }, i) =>
      entry('person.added', ids[i] as string, row, { profile, source: 'csv' }),
    ),
    ...changed.map(({ row, profile, person }) =>
      entry('person.changed', person?.id as string, row, { ...(profile && { profile }), source: 'csv' }),
    ),
  ])
}

function entry(action: string, id: string, row: CsvLine, details: Record<string, string>) {
  return {
    action,
    target: { kind: 'person', id },
    personId: id,
    details: { principalName: row.principalName, ...details },
  }
}
