import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { Job } from '../api/live-jobs.ts'
import { send } from '../api/send.ts'
import { Failed } from '../parts/failed.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { RESTORING } from './restore-words.ts'
import { WaitingLines } from './waiting-lines.tsx'

const MOST = 200

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    maxHeight: '36dvh',
    overflowY: 'auto',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  item: {
    display: 'flex',
    flexDirection: 'column',
    paddingBlock: tokens.spacingVerticalXS,
    overflowWrap: 'anywhere',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  note: { color: tokens.colorNeutralForeground2 },
})

/** Files that a restore's log names: those that failed, with the reason, or those whose place is taken. */
export function NamedFiles(props: {
  readonly jobs: readonly Job[]
  readonly title: string
  readonly which: 'failures' | 'conflicts'
}) {
  const { jobs, title, which } = props
  const words = useWords(RESTORING)
  const formats = useFormats()
  const styles = useStyles()
  const log = useQuery({
    queryKey: ['job', 'log', 'of-restore', ...jobs.map(({ id }) => id)],
    async queryFn() {
      const logs = jobs.map(({ id }) =>
        send(api.GET('/api/v1/jobs/{id}/log', { params: { path: { id }, query: { limit: 1_000 } } })),
      )
      return (await Promise.all(logs)).flatMap(({ entries }) => entries)
    },
  })
  const named = log.data?.filter(({ level, code }) =>
    which === 'failures' ? level !== 'info' : level === 'info' && code === 'HF_TARGET_EXISTS',
  )
  if (log.error) return <Failed error={log.error} reset={() => void log.refetch()} />
  if (named === undefined) return <WaitingLines count={2} />
  if (named.length === 0) return null
  return (
    <section aria-label={title}>
      <Text as="h3" weight="semibold" block>
        {title}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ul className={styles.list} tabIndex={0}>
        {named.slice(0, MOST).map(({ number, path, message }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of several logs, which only grow
          <li key={`${number} ${at}`} className={styles.item}>
            <Text>{path ?? words.hidden}</Text>
            {which === 'failures' && (
              <Text size={200} className={styles.note}>
                {message}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {named.length > MOST && (
        <Text size={200} className={styles.note}>
          {words.moreNames(formats.count(MOST))}
        </Text>
      )}
    </section>
  )
}
