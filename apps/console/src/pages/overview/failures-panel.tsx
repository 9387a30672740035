import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { DismissCircleRegular, WarningRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { Failed } from '../../parts/failed.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { AllFine, WaitingLines } from './lines.tsx'
import { type BackupFailure, failuresQuery } from './queries.ts'
import { OVERVIEW } from './words.ts'

/** More are told by their number. */
const SHOWN = 4

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  failure: { display: 'flex', gap: tokens.spacingHorizontalM, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, fontSize: '20px' },
  bad: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Why last backups failed or left files out, what to do about it, and whom it concerns. */
export function FailuresPanel() {
  const words = useWords(OVERVIEW)
  const styles = useStyles()
  const { count } = useFormats()
  const { data, error, refetch } = useQuery(failuresQuery)
  const more = (data?.failures.length ?? 0) - SHOWN
  return (
    <Panel title={words.failures}>
      {data ? (
        data.failures.length === 0 ? (
          <AllFine>{words.noFailures}</AllFine>
        ) : (
          <ul className={styles.list}>
            {data.failures.slice(0, SHOWN).map((failure) => (
              <Reason key={`${failure.scope} ${failure.code}`} failure={failure} />
            ))}
            {more > 0 && <li className={styles.quiet}>{words.moreFailures(count(more))}</li>}
          </ul>
        )
      ) : error ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : (
        <WaitingLines count={2} size={36} />
      )}
    </Panel>
  )
}

function Reason({ failure }: { readonly failure: BackupFailure }) {
  const words = useWords(OVERVIEW)
  const styles = useStyles()
  const { count } = useFormats()
  const { scope, message, hint, files } = failure
  const people = words.people(count(failure.people), failure.people === 1)
  const isWhole = scope === 'backup'
  return (
    <li className={styles.failure}>
      {isWhole ? (
        <DismissCircleRegular className={mergeClasses(styles.icon, styles.bad)} aria-hidden />
      ) : (
        <WarningRegular className={mergeClasses(styles.icon, styles.warning)} aria-hidden />
      )}
      <div className={styles.words}>
        <Text weight="semibold">{message}</Text>
        {hint && <Text className={styles.quiet}>{hint}</Text>}
        <PageLink to={isWhole ? '/onedrive?status=failed&sort=error' : '/onedrive?status=errors'}>
          {isWhole
            ? words.failedPeople(people)
            : words.failedFiles(people, words.files(count(files ?? 0), files === 1))}
        </PageLink>
      </div>
    </li>
  )
}
