import { useMemo } from 'react'
import type { Column } from '../../parts/table/column.ts'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import type { Profile } from './profile.ts'
import { RestoreProfile } from './restore-profile.tsx'
import { PROFILES } from './words/profiles.ts'

/** A deleted profile in a line, with the way to take it back. */
export function useDeletedColumns(): readonly Column<Profile>[] {
  const words = useWords(PROFILES)
  const formats = useFormats()
  return useMemo(
    () => [
      { key: 'name', title: words.name, isKept: true, isName: true, render: ({ name }) => name },
      { key: 'deleted', title: words.deletedAt, render: ({ deletedAt }) => formats.moment(deletedAt) },
      { key: 'until', title: words.until, render: ({ purgeAt }) => formats.moment(purgeAt) },
      {
        key: 'actions',
        title: words.actions,
        isKept: true,
        render: (profile) => <RestoreProfile profile={profile} />,
      },
    ],
    [words, formats],
  )
}
