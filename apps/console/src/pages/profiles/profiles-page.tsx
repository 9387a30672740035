import { Button } from '@fluentui/react-components'
import { AddRegular, BriefcaseRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMay, useMe } from '../../api/me.ts'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Page } from '../../parts/page.tsx'
import { TabLinks } from '../../parts/tab-links.tsx'
import { DataTable } from '../../parts/table/data-table.tsx'
import { useWords } from '../../words/translate.ts'
import { profilesQuery } from './profile.ts'
import { useDeletedColumns } from './use-deleted-columns.tsx'
import { useProfileColumns } from './use-profile-columns.tsx'
import { PROFILES } from './words/profiles.ts'

/** All profiles, and those that can still be taken back. */
export function ProfilesPage() {
  const words = useWords(PROFILES)
  const { deleted = false } = useSearch({ from: '/signed-in/administration/profiles' })
  const may = useMay()
  const me = useMe()
  const navigate = useNavigate()
  const profiles = useQuery(profilesQuery(deleted))
  const columns = useProfileColumns()
  const deletedColumns = useDeletedColumns()
  // Whoever is limited to some profiles could not see a new one.
  const mayCreate = may('profiles:write') && me?.role !== 'profile-administrator'
  return (
    <Page
      title={words.title}
      about={words.about}
      actions={
        mayCreate && (
          <Button
            appearance="primary"
            icon={<AddRegular />}
            onClick={() => void navigate({ to: '/profiles/new' })}
          >
            {words.create}
          </Button>
        )
      }
    >
      <TabLinks
        label={words.tabs}
        tabs={[
          { title: words.present, href: '/profiles', isHere: !deleted },
          { title: words.deleted, href: '/profiles?deleted=true', isHere: deleted },
        ]}
      />
      {profiles.error ? (
        <Failed error={profiles.error} reset={() => void profiles.refetch()} />
      ) : (
        <DataTable
          label={deleted ? words.deleted : words.title}
          columns={deleted ? deletedColumns : columns}
          rows={profiles.data}
          total={profiles.data?.length}
          idOf={({ id }) => id}
          rowHeight={60}
          empty={
            <Empty
              icon={BriefcaseRegular}
              title={deleted ? words.noneDeleted : words.none}
              hint={deleted ? words.noneDeletedHint : words.noneHint}
            />
          }
        />
      )}
    </Page>
  )
}
