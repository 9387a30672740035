import { Button } from '@fluentui/react-components'
import { ArrowUploadRegular, PersonAddRegular } from '@fluentui/react-icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMay } from '../../api/me.ts'
import { Page } from '../../parts/page.tsx'
import { TabLinks } from '../../parts/tab-links.tsx'
import { useWords } from '../../words/translate.ts'
import { AddPerson } from './list/add-person.tsx'
import { PeopleList } from './list/people-list.tsx'
import { MappingRules } from './rules/mapping-rules.tsx'
import { TABS } from './search.ts'
import { DirectorySync } from './sync/directory-sync.tsx'
import { PEOPLE } from './words/people.ts'

/** Everybody who is known, by which rules they come into profiles, and how they are brought up to date. */
export function PeoplePage() {
  const words = useWords(PEOPLE)
  const may = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/signed-in/administration/people' })
  const { tab: wanted = 'people', add = false } = search
  const tabs = TABS.filter((each) => each === 'people' || may('organisation:read'))
  const tab = tabs.includes(wanted) ? wanted : 'people'
  const showAdd = (isShown: boolean) => {
    const { add: _, ...rest } = search
    void navigate({ to: '/people', search: { ...rest, ...(isShown && { add: true as const }) } })
  }
  return (
    <Page
      title={words.title}
      about={words.about}
      actions={
        tab === 'people' &&
        may('people:write') && (
          <>
            <Button icon={<ArrowUploadRegular />} onClick={() => void navigate({ to: '/people/import' })}>
              {words.import}
            </Button>
            <Button appearance="primary" icon={<PersonAddRegular />} onClick={() => showAdd(true)}>
              {words.add}
            </Button>
          </>
        )
      }
    >
      {tabs.length > 1 && (
        <TabLinks
          label={words.tabs.label}
          tabs={tabs.map((each) => ({
            title: words.tabs[each],
            href: each === 'people' ? '/people' : `/people?tab=${each}`,
            isHere: each === tab,
          }))}
        />
      )}
      {tab === 'people' && <PeopleList />}
      {tab === 'rules' && <MappingRules />}
      {tab === 'sync' && <DirectorySync />}
      {may('people:write') && <AddPerson isOpen={add} onClose={() => showAdd(false)} />}
    </Page>
  )
}
