import { Button } from '@fluentui/react-components'
import { CloudRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { LinkButton } from '../../../parts/link-button.tsx'
import { Page } from '../../../parts/page.tsx'
import { withoutNothing } from '../../../parts/search-values.ts'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useWords } from '../../../words/translate.ts'
import { ActionDialog, type WantedAction } from '../actions/action-dialog.tsx'
import { MANY_ACTIONS, NEEDS } from '../actions/many-actions.ts'
import { ONEDRIVE } from '../words.ts'
import { usePeopleColumns } from './people-columns.tsx'
import { PeopleFilters } from './people-filters.tsx'
import { filterOf, type PeopleFilter, type PeopleSearch } from './people-search.ts'
import { RefreshEnded } from './refresh-ended.tsx'
import { type OpenMenu, RowMenu } from './row-menu.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { type Person, usePeople } from './use-people.ts'

const route = getRouteApi('/signed-in/administration/onedrive')
const NONE: ReadonlySet<string> = new Set()
const idOf = ({ id }: Person) => id
const nameOf = ({ displayName }: Person) => displayName

/** Microsoft 365 > OneDrive: everybody’s OneDrive, and what can be done with one, some or all that match. */
export function OneDrivePage() {
  const words = useWords(ONEDRIVE)
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const filter = useMemo(() => filterOf(search), [search])
  const people = usePeople(search)
  const { rows, total } = people
  const [chosen, setChosen] = useState(NONE)
  const [isAll, setAll] = useState(false)
  const [menu, setMenu] = useState<OpenMenu>()
  const [wanted, setWanted] = useState<WantedAction>()
  const openMenu = useCallback((person: Person, button: HTMLElement) => setMenu({ person, button }), [])
  const columns = usePeopleColumns(openMenu)

  const go = useCallback(
    (change: { [K in keyof PeopleSearch]?: PeopleSearch[K] | undefined }) =>
      void navigate({ search: (before) => withoutNothing({ ...before, ...change }), replace: true }),
    [navigate],
  )
  const change = useCallback(
    (change: { [K in keyof PeopleFilter]?: PeopleFilter[K] | undefined }) => {
      setChosen(NONE)
      setAll(false)
      go(change)
    },
    [go],
  )
  const clear = () => {
    setChosen(NONE)
    setAll(false)
    void navigate({ search: {}, replace: true })
  }
  const marked = useMemo(() => (isAll ? new Set(rows?.map(idOf)) : chosen), [isAll, rows, chosen])
  const chosenPeople = useMemo(
    () => (isAll || chosen.size === 0 ? [] : (rows ?? []).filter(({ id }) => chosen.has(id))),
    [isAll, rows, chosen],
  )
  const mayAct = MANY_ACTIONS.some((action) => may(NEEDS[action]))
  const choose = useCallback((next: ReadonlySet<string>) => {
    setAll(false)
    setChosen(next)
  }, [])
  const isFiltered = Object.keys(filter).length > 0

  return (
    <Page title={words.title} about={words.about}>
      <PeopleFilters filter={filter} change={change} clear={clear} />
      <SelectionBar
        total={total}
        chosen={chosenPeople}
        isAll={isAll}
        canChooseAll={mayAct && chosen.size > 0 && chosen.size === rows?.length && (total ?? 0) > chosen.size}
        chooseAll={() => setAll(true)}
        clear={() => choose(NONE)}
        act={(action) => setWanted({ action, to: isAll ? { matching: filter } : { people: chosenPeople } })}
      />
      {people.error && <Failed error={people.error} reset={people.retry} />}
      <DataTable<Person, NonNullable<PeopleSearch['sort']>>
        key={JSON.stringify(search)}
        label={words.list}
        columns={columns}
        rows={rows}
        idOf={idOf}
        total={total}
        more={people.more}
        height="max(320px, calc(100dvh - 310px))"
        sorting={{
          by: search.sort ?? 'name',
          order: search.order ?? 'ascending',
          choose: (by, order) =>
            go({
              sort: by === 'name' ? undefined : by,
              order: order === 'descending' ? 'descending' : undefined,
            }),
        }}
        {...(mayAct && { choosing: { chosen: marked, choose, nameOf } })}
        empty={
          isFiltered ? (
            <Empty title={words.empty} hint={words.emptyHint} icon={CloudRegular}>
              <Button onClick={clear}>{words.clearFilters}</Button>
            </Empty>
          ) : (
            <Empty title={words.nobody} hint={words.nobodyHint} icon={CloudRegular}>
              <LinkButton to="/people">{words.toPeople}</LinkButton>
            </Empty>
          )
        }
      />
      <RowMenu
        menu={menu}
        onClose={() => setMenu(undefined)}
        choose={(action, person) => setWanted({ action, to: { people: [person] } })}
      />
      <ActionDialog
        wanted={wanted}
        onClose={() => setWanted(undefined)}
        onDone={async (changed) => {
          choose(NONE)
          await people.refresh(changed)
        }}
      />
      <RefreshEnded refresh={people.refresh} />
    </Page>
  )
}
