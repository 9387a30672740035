import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { CameraRegular } from '@fluentui/react-icons'
import { ApiError, type components } from '@holdfast/api-client'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { now } from '../../../parts/clock.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { withoutNothing } from '../../../parts/search-values.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import type { Person } from '../list/use-people.ts'
import { type Day, dateOf, dayOf, monthOf, plusMonths } from './calendar-days.ts'
import { SnapshotCalendar } from './snapshot-calendar.tsx'
import { SnapshotList } from './snapshot-list.tsx'
import { PERSON } from './words.ts'

export type Snapshot = components['schemas']['Snapshot']

const route = getRouteApi('/signed-in/administration/onedrive/$personId')

const useStyles = makeStyles({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (min-width: 900px)': { gridTemplateColumns: '340px minmax(0, 1fr)' },
  },
})

/** The snapshots of a person, by day: those of the month, or of the day that is chosen in the calendar. */
export function SnapshotsPanel({ person }: { readonly person: Person }) {
  const words = useWords(PERSON)
  const styles = useStyles()
  const may = useMay()
  const { day: asDay } = useFormats()
  const navigate = route.useNavigate()
  const { day, month: asked } = route.useSearch()
  const newest = new Date(person.onedrive?.lastSuccessAt ?? now())
  const month = asked ?? monthOf(day ?? dayOf(newest))
  const { data, error, refetch } = useQuery({
    queryKey: ['snapshots', person.id, month],
    queryFn: () =>
      send(
        api.GET('/api/v1/people/{id}/snapshots', {
          params: {
            path: { id: person.id },
            query: {
              from: dateOf(`${month}-01`).toISOString(),
              to: dateOf(`${plusMonths(month, 1)}-01`).toISOString(),
              limit: 1_000,
            },
          },
        }),
      ),
    enabled: may('data:read'),
  })
  const byDay = useMemo(
    () => Map.groupBy(data?.items ?? [], ({ takenAt }) => dayOf(new Date(takenAt))),
    [data],
  )
  const counts = useMemo(() => new Map([...byDay].map(([each, some]) => [each, some.length])), [byDay])
  const shown = day !== undefined && monthOf(day) === month ? (byDay.get(day) ?? []) : data?.items

  const go = (change: { readonly month?: string | undefined; readonly day?: Day | undefined }) =>
    void navigate({ search: (before) => withoutNothing({ ...before, ...change }), replace: true })

  if (!may('data:read'))
    return (
      <Panel title={words.snapshots.title}>
        <Text>{words.snapshots.notYours}</Text>
      </Panel>
    )
  if (error instanceof ApiError && error.problem.code === 'HF_NO_BACKUP')
    return (
      <Panel title={words.snapshots.title}>
        <Empty title={words.snapshots.noBackup} hint={words.snapshots.noBackupHint} icon={CameraRegular} />
      </Panel>
    )
  if (error)
    return (
      <Panel title={words.snapshots.title}>
        <Failed error={error} reset={() => void refetch()} />
      </Panel>
    )
  return (
    <Panel title={words.snapshots.title} about={words.snapshots.about}>
      <div className={styles.parts}>
        <SnapshotCalendar
          month={month}
          day={day}
          counts={counts}
          goTo={(next) => go({ month: next, day: undefined })}
          choose={(next) => go({ day: next, month })}
        />
        {shown === undefined ? (
          <Skeleton aria-label={words.loading}>
            <SkeletonItem size={64} />
          </Skeleton>
        ) : (
          <SnapshotList
            person={person}
            snapshots={shown}
            title={
              day !== undefined
                ? words.snapshots.of(asDay(dateOf(day).toISOString()))
                : words.snapshots.ofMonth
            }
          />
        )}
      </div>
    </Panel>
  )
}
