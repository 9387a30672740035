import { Skeleton, SkeletonItem } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { Page } from '../../../parts/page.tsx'
import { PageLink } from '../../../parts/page-link.tsx'
import { TabLinks } from '../../../parts/tab-links.tsx'
import { useWords } from '../../../words/translate.ts'
import { ONEDRIVE } from '../words.ts'
import { ActivityTab } from './activity-tab.tsx'
import { BackupsTab } from './backups-tab.tsx'
import { DetailsTab } from './details-tab.tsx'
import { PersonActions } from './person-actions.tsx'
import type { PersonTab } from './person-search.ts'
import { RestoreTab } from './restore-tab.tsx'
import { StandingBar } from './standing-bar.tsx'
import { PERSON } from './words.ts'

const route = getRouteApi('/signed-in/administration/onedrive/$personId')

/** A person with their OneDrive: facts, snapshots, restores, and what was done. */
export function PersonPage() {
  const { personId } = route.useParams()
  const { tab = 'details' } = route.useSearch()
  const words = useWords(PERSON)
  const list = useWords(ONEDRIVE)
  const may = useMay()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['person', personId],
    queryFn: () => send(api.GET('/api/v1/people/{id}', { params: { path: { id: personId } } })),
  })
  const above = <PageLink to="/onedrive">{list.title}</PageLink>
  if (data === undefined)
    return (
      <Page title={words.title} above={above}>
        {error ? <Failed error={error} reset={() => void refetch()} /> : <Loading label={words.loading} />}
      </Page>
    )
  const refresh = async () => {
    void queries.invalidateQueries({ queryKey: ['audit-of', personId] })
    void queries.invalidateQueries({ queryKey: ['snapshots', personId] })
    await queries.invalidateQueries({ queryKey: ['person', personId] })
  }
  const tabs: readonly PersonTab[] = [
    'details',
    'backups',
    ...(may('data:read') ? (['restore'] as const) : []),
    ...(may('audit:read') ? (['activity'] as const) : []),
  ]
  return (
    <Page
      title={data.displayName}
      about={data.email ?? data.principalName}
      above={above}
      actions={<PersonActions person={data} onDone={refresh} />}
    >
      <StandingBar person={data} />
      <TabLinks
        label={data.displayName}
        tabs={tabs.map((each) => ({
          title: words.tabs[each],
          href: `/onedrive/${personId}${each === 'details' ? '' : `?tab=${each}`}`,
          isHere: each === tab,
        }))}
      />
      {tab === 'details' && <DetailsTab person={data} />}
      {tab === 'backups' && <BackupsTab person={data} />}
      {tab === 'restore' && <RestoreTab person={data} />}
      {tab === 'activity' && <ActivityTab person={data} />}
    </Page>
  )
}

function Loading({ label }: { readonly label: string }) {
  return (
    <Skeleton aria-label={label}>
      <SkeletonItem size={40} style={{ marginBlockEnd: 16 }} />
      <SkeletonItem size={128} />
    </Skeleton>
  )
}
