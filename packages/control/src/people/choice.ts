import { z } from 'zod'

/** Why something is deleted: kept in the audit trail. */
export const deletionReason = z
  .string()
  .trim()
  .min(10, 'a reason of at least 10 characters')
  .max(150, 'a reason of at most 150 characters')

/** Which people something is done to. */
export const peopleChoice = z.strictObject({ people: z.array(z.uuid()).min(1).max(1_000) })

export type PeopleChoice = z.input<typeof peopleChoice>

/** The same, with a reason. */
export const peopleDeletion = peopleChoice.extend({ reason: deletionReason })

export type PeopleDeletion = z.input<typeof peopleDeletion>
