import { useQuery } from '@tanstack/react-query'
import { type BarPart, StackedBar } from '../../parts/charts/stacked-bar.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Panel } from '../../parts/panel.tsx'
import { BACKUP_STATUSES } from '../../parts/status-badge.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { WaitingLines } from './lines.tsx'
import { overviewQuery } from './queries.ts'
import { OVERVIEW } from './words.ts'

const COLORS = { success: 'good', errors: 'warning', failed: 'bad', never: 'quiet' } as const

/** How the last backups went, each bucket with the way to whom it concerns. */
export function StatusPanel() {
  const words = useWords(OVERVIEW)
  const common = useCommon()
  const { count } = useFormats()
  const { data, error, refetch } = useQuery(overviewQuery)
  const all = data && BACKUP_STATUSES.reduce((sum, status) => sum + data.lastStatus[status], 0)
  return (
    <Panel
      title={words.lastBackups}
      about={all === undefined ? ' ' : all === 0 ? words.noOnedrives : words.lastBackupsOf(count(all))}
    >
      {data ? (
        <StackedBar
          label={words.lastBackups}
          parts={BACKUP_STATUSES.map(
            (status): BarPart => ({
              key: status,
              name: common.status[status],
              value: data.lastStatus[status],
              text: count(data.lastStatus[status]),
              color: COLORS[status],
              href: `/onedrive?status=${status}`,
            }),
          )}
        />
      ) : error ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : (
        <WaitingLines count={4} size={36} />
      )}
    </Panel>
  )
}
