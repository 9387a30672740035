import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { DismissCircleRegular, type FluentIcon, InfoRegular, WarningRegular } from '@fluentui/react-icons'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import type { LogEntry } from './use-job-log.ts'
import { JOBS } from './words.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  entry: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: `0 ${tokens.spacingHorizontalM}`,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    // What is not in sight costs nothing, so that ten thousand entries scroll as ten do.
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 60px',
  },
  icon: { fontSize: '20px', color: tokens.colorNeutralForeground3 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  error: { color: tokens.colorStatusDangerForeground1 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const ICONS: Readonly<Record<LogEntry['level'], FluentIcon>> = {
  info: InfoRegular,
  warning: WarningRegular,
  error: DismissCircleRegular,
}

/** Entries of a log, each with its time, its level, what happened, and the file that it is about. */
export function LogEntries({ entries }: { readonly entries: readonly LogEntry[] }) {
  const { log: words } = useWords(JOBS)
  const styles = useStyles()
  const { moment } = useFormats()
  return (
    <ol className={styles.list}>
      {entries.map(({ number, at, level, code, message, path, isPrivate }) => {
        const Icon = ICONS[level]
        return (
          <li key={number} className={styles.entry}>
            <Icon
              className={mergeClasses(styles.icon, level !== 'info' && styles[level])}
              aria-label={words.levels[level]}
              role="img"
            />
            <span className={styles.words}>
              {path !== null && <Text weight="semibold">{path}</Text>}
              <Text>{message}</Text>
              <Text size={200} className={styles.quiet}>
                {[moment(at), code, isPrivate && words.hiddenPath].filter(Boolean).join(' · ')}
              </Text>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
