import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { PageLink } from '../../parts/page-link.tsx'
import type { Column } from '../../parts/table/column.ts'
import { useWords } from '../../words/translate.ts'
import { PeopleInIt } from './people-in-it.tsx'
import type { Profile } from './profile.ts'
import { ProfileMenu } from './profile-menu.tsx'
import { useRetentionInShort } from './use-profile-facts.ts'
import { PROFILES } from './words/profiles.ts'
import { SETTINGS_OF_PROFILE } from './words/settings.ts'

const useStyles = makeStyles({
  name: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
  about: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
})

/** A profile in a line. */
export function useProfileColumns(): readonly Column<Profile>[] {
  const words = useWords(PROFILES)
  const settings = useWords(SETTINGS_OF_PROFILE)
  const retention = useRetentionInShort()
  const styles = useStyles()
  return useMemo(
    () => [
      {
        key: 'name',
        title: words.name,
        width: 34,
        keptWidth: 52,
        isKept: true,
        isName: true,
        render: ({ id, name, description, isDefault }) => (
          <>
            <span className={styles.name}>
              <PageLink to={`/profiles/${id}`}>{name}</PageLink>
              {isDefault && name !== words.isDefault && (
                <Badge appearance="tint" color="informative">
                  {words.isDefault}
                </Badge>
              )}
            </span>
            {description && (
              <Text size={200} className={styles.about}>
                {description}
              </Text>
            )}
          </>
        ),
      },
      {
        key: 'frequency',
        title: words.frequency,
        render: ({ settings: { backup } }) =>
          backup.enabled ? settings.frequencies[backup.frequency] : words.off,
      },
      {
        key: 'people',
        title: words.people,
        isKept: true,
        render: (profile) => <PeopleInIt profile={profile} />,
      },
      {
        key: 'retention',
        title: words.retention,
        render: (profile) => retention(profile.settings.retention),
      },
      {
        key: 'actions',
        title: words.actions,
        width: 20,
        isKept: true,
        isNumber: true,
        render: (profile) => <ProfileMenu profile={profile} />,
      },
    ],
    [words, settings, retention, styles],
  )
}
