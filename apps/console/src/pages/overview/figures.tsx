import { makeStyles, Skeleton, SkeletonItem, tokens, typographyStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { Failed } from '../../parts/failed.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { overviewQuery, recoveryPointsQuery } from './queries.ts'
import { OVERVIEW } from './words.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 140px), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  tile: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    minWidth: 0,
    minHeight: '112px',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  name: {
    ...typographyStyles.body1,
    overflowWrap: 'anywhere',
    hyphens: 'auto',
    color: tokens.colorNeutralForeground2,
  },
  value: { ...typographyStyles.title2, margin: 0, fontVariantNumeric: 'tabular-nums' },
  more: { ...typographyStyles.caption1, margin: 0, color: tokens.colorNeutralForeground2 },
})

/** The four numbers that matter most. */
export function Figures() {
  const words = useWords(OVERVIEW)
  const styles = useStyles()
  const { count, bytes, percent } = useFormats()
  const { data: overview, error, refetch } = useQuery(overviewQuery)
  const { data: points } = useQuery(recoveryPointsQuery)
  if (error && !overview) return <Failed error={error} reset={() => void refetch()} />
  const people = overview && overview.people.active + overview.people.preserved
  const promised = points && points.total.kept + points.total.late
  const tiles = [
    {
      name: words.peopleProtected,
      value: overview && `${count(overview.peopleProtected)} ${words.ofPeople(count(people ?? 0))}`,
      more: overview && overview.people.preserved > 0 && words.preserved(count(overview.people.preserved)),
    },
    {
      name: words.dataProtected,
      value: overview && bytes(overview.protectedBytes),
      more: overview && words.inFiles(count(overview.protectedItems)),
    },
    {
      name: words.stored,
      value: overview && bytes(overview.storedBytes),
      more:
        overview &&
        (overview.storedBytes < overview.protectedBytes
          ? words.saved(percent(1 - overview.storedBytes / overview.protectedBytes))
          : words.notSaved),
    },
    {
      name: words.recovery,
      value: points && (promised ? percent(Math.floor((points.total.kept / promised) * 1_000) / 1_000) : '–'),
      more:
        points &&
        (promised ? words.ofPromised(count(points.total.kept), count(promised)) : words.nothingPromised),
    },
  ]
  return (
    <dl className={styles.list} aria-label={words.figures}>
      {tiles.map(({ name, value, more }) => (
        <div key={name} className={styles.tile}>
          <dt className={styles.name}>{name}</dt>
          {value === undefined ? (
            <Waiting />
          ) : (
            <>
              <dd className={styles.value}>{value}</dd>
              {more && <dd className={styles.more}>{more}</dd>}
            </>
          )}
        </div>
      ))}
    </dl>
  )
}

function Waiting() {
  const styles = useStyles()
  return (
    <dd className={styles.value}>
      <Skeleton aria-hidden>
        <SkeletonItem size={36} style={{ width: '60%' }} />
      </Skeleton>
    </dd>
  )
}
