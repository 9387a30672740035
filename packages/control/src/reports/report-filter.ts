import { z } from 'zod'

/** How the rows of a report are narrowed. Each report knows some of these. */
export const reportFilter = z.strictObject({
  /** A part of a person's name or sign-in name. */
  search: z.string().trim().min(1).max(256).optional(),
  profileId: z.uuid().optional(),
  /** How the last backup ended. */
  status: z.enum(['never', 'success', 'errors', 'failed']).optional(),
  /** Whether the OneDrive is backed up. */
  app: z.enum(['enabled', 'disabled', 'deleted']).optional(),
  /** Which licence is used. */
  seat: z.enum(['active', 'preserved']).optional(),
  /** What was unusual. */
  kind: z.enum(['deleted', 'modified', 'created', 'encrypted']).optional(),
  /** So many days back, today among them. */
  days: z.int().min(1).max(3_660).optional(),
})

export type ReportFilter = z.infer<typeof reportFilter>
