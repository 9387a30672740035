import { makeStyles, Text, tokens } from '@fluentui/react-components'
import {
  ArrowCounterclockwiseRegular,
  GridRegular,
  PersonAddRegular,
  ServerRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { LinkButton } from '../../../parts/link-button.tsx'
import { useWords } from '../../../words/translate.ts'
import { firstProtectedQuery } from '../setup-queries.ts'
import { SETUP } from '../words.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  item: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  about: { color: tokens.colorNeutralForeground2 },
})

/** What to do next, of which the first is to see a restore work. */
export function DoneStep() {
  const words = useWords(SETUP)
  const styles = useStyles()
  const [person] = useQuery(firstProtectedQuery).data?.items ?? []
  return (
    <ul className={styles.list}>
      <li className={styles.item}>
        <LinkButton
          to={person ? `/onedrive/${person.id}/restore` : '/onedrive'}
          appearance="primary"
          icon={<ArrowCounterclockwiseRegular />}
        >
          {words.tryRestore}
        </LinkButton>
        <Text className={styles.about}>
          {person ? words.tryRestoreOf(person.displayName) : words.tryRestoreLater}
        </Text>
      </li>
      <li className={styles.item}>
        <LinkButton to="/keys?do=invite" icon={<ServerRegular />}>
          {words.moveKeys}
        </LinkButton>
        <Text className={styles.about}>{words.moveKeysAbout}</Text>
      </li>
      <li className={styles.item}>
        <LinkButton to="/settings" icon={<PersonAddRegular />}>
          {words.inviteColleague}
        </LinkButton>
        <Text className={styles.about}>{words.inviteColleagueAbout}</Text>
      </li>
      <li className={styles.item}>
        <LinkButton to="/" icon={<GridRegular />}>
          {words.toOverview}
        </LinkButton>
        <Text className={styles.about}>{words.toOverviewAbout}</Text>
      </li>
    </ul>
  )
}
