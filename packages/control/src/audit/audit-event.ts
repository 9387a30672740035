export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** Something that somebody did, as it is told to the audit trail. */
export interface AuditEntry {
  /** `profile.changed`, `person.preserved`, `data.restored` … */
  readonly action: string
  readonly target: { readonly kind: string; readonly id: string }
  /** The person whose data or account it concerns, for whoever is limited to some profiles. */
  readonly personId?: string
  /** Why, where a reason is asked for. */
  readonly reason?: string
  readonly details?: AuditDetails
  /** Names of files: shown only to whoever may see that person's data. */
  readonly privateDetails?: AuditDetails
}
