import { translated } from '../../../words/translate.ts'

/** What was done with a person, as the audit trail calls it. */
export const PERSON_ACTIVITY = translated(
  {
    title: 'What was done',
    none: 'Nothing was done yet.',
  },
  {
    title: 'Was getan wurde',
    none: 'Es wurde noch nichts getan.',
  },
)
