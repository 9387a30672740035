import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { StackedBar } from '../../parts/charts/stacked-bar.tsx'
import { Failed } from '../../parts/failed.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { AllFine, WaitingLines } from './lines.tsx'
import { type RecoveryPoints, recoveryPointsQuery } from './queries.ts'
import { OVERVIEW } from './words.ts'

/** Profiles that are shown: those whose promises are broken come first. */
const SHOWN = 4

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: `${tokens.spacingVerticalM} 0 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  name: { overflowWrap: 'anywhere' },
})

/** What profiles promise, what is kept of it, and who waits longest. */
export function RecoveryPanel() {
  const words = useWords(OVERVIEW)
  const { count } = useFormats()
  const { data, error, refetch } = useQuery(recoveryPointsQuery)
  return (
    <Panel title={words.promises} about={words.promisesAbout}>
      {data ? (
        <>
          <StackedBar
            label={words.promises}
            parts={[
              {
                key: 'kept',
                name: words.kept,
                value: data.total.kept,
                text: count(data.total.kept),
                color: 'good',
              },
              {
                key: 'late',
                name: words.late,
                value: data.total.late,
                text: count(data.total.late),
                color: 'bad',
                href: '/late',
              },
              {
                key: 'never',
                name: words.never,
                value: data.total.never,
                text: count(data.total.never),
                color: 'quiet',
                href: '/onedrive?status=never',
              },
            ]}
          />
          {data.total.late === 0 && data.total.kept > 0 && <AllFine>{words.allKept}</AllFine>}
          <Profiles points={data} />
        </>
      ) : error ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : (
        <WaitingLines count={4} size={36} />
      )}
    </Panel>
  )
}

function Profiles({ points }: { readonly points: RecoveryPoints }) {
  const words = useWords(OVERVIEW)
  const styles = useStyles()
  const { count, ago } = useFormats()
  if (points.profiles.length === 0) return null
  const shown = points.profiles.toSorted((a, b) => b.late - a.late).slice(0, SHOWN)
  return (
    <ul className={styles.list}>
      {shown.map(({ profile, frequency, kept, late, worst }) => (
        <li key={profile.id}>
          <div className={styles.line}>
            <Text className={styles.name}>
              {profile.name} <span className={styles.quiet}>({words.frequency[frequency]})</span>
            </Text>
            {late > 0 ? (
              <PageLink to={`/late?profileId=${profile.id}`}>{words.lateOf(count(late))}</PageLink>
            ) : (
              <Text className={styles.quiet}>{count(kept)}</Text>
            )}
          </div>
          {worst && (
            <PageLink to={`/onedrive/${worst.personId}`}>
              {words.worst(worst.name, ago(worst.lastSuccessAt))}
            </PageLink>
          )}
        </li>
      ))}
    </ul>
  )
}
