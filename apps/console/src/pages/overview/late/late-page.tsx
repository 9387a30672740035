import { CheckmarkCircleRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { now } from '../../../parts/clock.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { LinkButton } from '../../../parts/link-button.tsx'
import { Page } from '../../../parts/page.tsx'
import { PageLink } from '../../../parts/page-link.tsx'
import { StatusBadge } from '../../../parts/status-badge.tsx'
import type { Column } from '../../../parts/table/column.ts'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { type LateBackup, lateQuery, recoveryPointsQuery } from '../queries.ts'
import { OVERVIEW } from '../words.ts'
import { LATE } from './words.ts'

const route = getRouteApi('/signed-in/administration/late')

/** Whose newest backup is older than promised. */
export function LatePage() {
  const words = useWords(LATE)
  const { profileId } = route.useSearch()
  const columns = useColumns()
  const { data, error, refetch } = useQuery(lateQuery(profileId))
  const points = useQuery({ ...recoveryPointsQuery, enabled: profileId !== undefined }).data
  const profile = points?.profiles.find((each) => each.profile.id === profileId)?.profile
  return (
    <Page
      title={words.title}
      about={profile ? `${words.about} ${words.of(profile.name)}` : words.about}
      actions={profileId !== undefined && <LinkButton to="/late">{words.all}</LinkButton>}
    >
      {error && !data ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : (
        <DataTable
          label={words.list}
          columns={columns}
          rows={data?.items}
          total={data?.total}
          idOf={({ onedriveId }) => onedriveId}
          empty={<Empty title={words.none} hint={words.noneHint} icon={CheckmarkCircleRegular} />}
        />
      )}
    </Page>
  )
}

function useColumns(): readonly Column<LateBackup>[] {
  const words = useWords(LATE)
  const { frequency } = useWords(OVERVIEW)
  const { moment, duration } = useFormats()
  return [
    {
      key: 'name',
      title: words.name,
      isName: true,
      isKept: true,
      render: ({ person }) => <PageLink to={`/onedrive/${person.id}`}>{person.name}</PageLink>,
    },
    { key: 'profile', title: words.profile, render: ({ profile }) => profile.name },
    { key: 'promise', title: words.promise, width: 12, render: (row) => frequency[row.frequency] },
    { key: 'last', title: words.last, render: ({ lastSuccessAt }) => moment(lastSuccessAt) },
    {
      key: 'overdue',
      title: words.overdue,
      width: 12,
      keptWidth: 36,
      isKept: true,
      render: ({ dueAt }) => duration(now() - Date.parse(dueAt)),
    },
    {
      key: 'status',
      title: words.status,
      width: 18,
      render: ({ lastStatus }) => <StatusBadge status={lastStatus} />,
    },
    { key: 'details', title: words.details, render: ({ error }) => error?.message ?? '' },
  ]
}
