import { z } from 'zod'

/** Why something is deleted: kept in the audit trail. */
export const deletionReason = z
  .string()
  .trim()
  .min(10, 'a reason of at least 10 characters')
  .max(150, 'a reason of at most 150 characters')
