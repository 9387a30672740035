import type { Row } from '../database/tables.ts'

/** Which of these people's data whoever reads may see, by the rules of privacy. */
export type SeesDataOf = (personIds: readonly string[]) => Promise<ReadonlySet<string>>

/** An entry of the audit trail as it is shown to somebody. */
export interface ListedAudit extends Row<'auditEvent'> {
  /** There are private details that this reader may not see: `privateDetails` is null then. */
  readonly isPrivate: boolean
}

/** Takes the private details out of entries that concern people whose data the reader may not see, or nobody. */
export async function showAudit(
  rows: readonly Row<'auditEvent'>[],
  seesDataOf: SeesDataOf,
): Promise<readonly ListedAudit[]> {
  const people = rows.flatMap(({ personId, privateDetails }) => (privateDetails && personId) || [])
  const seen = people.length === 0 ? new Set<string>() : await seesDataOf([...new Set(people)])
  return rows.map((row) => {
    const isPrivate = row.privateDetails !== null && !(row.personId !== null && seen.has(row.personId))
    return { ...row, privateDetails: isPrivate ? null : row.privateDetails, isPrivate }
  })
}
