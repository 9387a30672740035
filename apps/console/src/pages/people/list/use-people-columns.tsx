import { Badge, type BadgeProps, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { type ReactNode, useMemo } from 'react'
import { useMay } from '../../../api/me.ts'
import { PageLink } from '../../../parts/page-link.tsx'
import type { Column } from '../../../parts/table/column.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { PEOPLE } from '../words/people.ts'
import type { Person } from './person.ts'

const COLORS: Readonly<Record<Person['state'], NonNullable<BadgeProps['color']>>> = {
  active: 'success',
  preserved: 'informative',
  deleted: 'danger',
}

const useStyles = makeStyles({
  line: { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** A person in a line: who they are, where they come from, in which state, and by which profile. */
export function usePeopleColumns(): readonly Column<Person>[] {
  const words = useWords(PEOPLE)
  const common = useCommon()
  const formats = useFormats()
  const styles = useStyles()
  const maySeeProfile = useMay()('profiles:read')
  return useMemo(() => {
    const two = (first: ReactNode, second: string | false) => (
      <>
        <span className={styles.line}>{first}</span>
        {second && (
          <Text size={200} className={mergeClasses(styles.line, styles.quiet)}>
            {second}
          </Text>
        )}
      </>
    )
    const since = ({ state, preservedAt, purgeAt }: Person) => {
      if (state === 'preserved') return words.preservedAt(formats.day(preservedAt))
      return state === 'deleted' && words.until(formats.day(purgeAt))
    }
    return [
      {
        key: 'name',
        title: words.name,
        width: 34,
        isKept: true,
        isName: true,
        render: (person) => two(person.displayName, person.principalName),
      },
      {
        key: 'state',
        title: words.state,
        isKept: true,
        render: (person) =>
          two(
            <Badge appearance="tint" color={COLORS[person.state]}>
              {common.person[person.state]}
            </Badge>,
            since(person),
          ),
      },
      {
        key: 'profile',
        title: words.profile,
        render: ({ profileId, profileName, profileFixed }) =>
          two(
            maySeeProfile ? <PageLink to={`/profiles/${profileId}`}>{profileName}</PageLink> : profileName,
            profileFixed && words.fixed,
          ),
      },
      { key: 'email', title: words.email, render: ({ email }) => email ?? '–' },
      { key: 'source', title: words.source, width: 13, render: ({ source }) => words.sources[source] },
    ]
  }, [words, common, formats, styles, maySeeProfile])
}
