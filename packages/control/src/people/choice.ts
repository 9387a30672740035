import { z } from 'zod'
import { deletionReason } from '../deletion-reason.ts'

/** Which people something is done to. */
export const peopleChoice = z.strictObject({ people: z.array(z.uuid()).min(1).max(1_000) })

export type PeopleChoice = z.input<typeof peopleChoice>

/** The same, with a reason. */
export const peopleDeletion = peopleChoice.extend({ reason: deletionReason })

export type PeopleDeletion = z.input<typeof peopleDeletion>
