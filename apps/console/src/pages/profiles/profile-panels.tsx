import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Facts } from '../../parts/facts.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/translate.ts'
import type { Profile } from './profile.ts'
import { usePeopleCount } from './use-people-count.ts'
import { useProfileFacts } from './use-profile-facts.ts'
import { PROFILES } from './words/profiles.ts'

const useStyles = makeStyles({
  panels: {
    // Panels of very different heights: columns leave no holes between them.
    columnWidth: '420px',
    columnGap: tokens.spacingHorizontalL,
    '& > section': { breakInside: 'avoid', marginBlockEnd: tokens.spacingVerticalL },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
})

/** Who is in a profile, and what it says: a panel for each kind of setting. */
export function ProfilePanels({ profile }: { readonly profile: Profile }) {
  const words = useWords(PROFILES)
  const styles = useStyles()
  const count = usePeopleCount()
  const sections = useProfileFacts()(profile)
  const isEmpty = profile.people.active + profile.people.preserved === 0
  return (
    <div className={styles.panels}>
      <Panel title={words.who}>
        {isEmpty ? (
          <>
            <Text>{words.whoNobody}</Text>
            <Text className={styles.quiet}>{words.whoNobodyHint}</Text>
          </>
        ) : (
          <>
            <Text>{count(profile)}</Text>
            <span className={styles.links}>
              <PageLink to={`/onedrive?profileId=${profile.id}`}>{words.toOneDrives}</PageLink>
              <PageLink to={`/people?profileId=${profile.id}`}>{words.toPeople}</PageLink>
            </span>
          </>
        )}
      </Panel>
      {sections.map(({ key, title, facts }) => (
        <Panel key={key} title={title}>
          <Facts facts={facts} />
        </Panel>
      ))}
    </div>
  )
}
