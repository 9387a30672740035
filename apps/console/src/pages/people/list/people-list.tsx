import { Button } from '@fluentui/react-components'
import { PeopleRegular } from '@fluentui/react-icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useMay } from '../../../api/me.ts'
import { Empty } from '../../../parts/empty.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { DataTable } from '../../../parts/table/data-table.tsx'
import { useWords } from '../../../words/translate.ts'
import { PEOPLE } from '../words/people.ts'
import { PeopleActions } from './people-actions.tsx'
import { PeopleFilter } from './people-filter.tsx'
import { knownPeopleQuery } from './person.ts'
import { usePeopleColumns } from './use-people-columns.tsx'

const NONE: ReadonlySet<string> = new Set()

/** Everybody who is known, found by name, state and profile; what is done is done to those who are selected. */
export function PeopleList() {
  const words = useWords(PEOPLE)
  const may = useMay()
  const navigate = useNavigate()
  const { search, state, profileId } = useSearch({ from: '/signed-in/administration/people' })
  const filters = {
    ...(search !== undefined && { search }),
    ...(state !== undefined && { state }),
    ...(profileId !== undefined && { profileId }),
  }
  const isFiltered = Object.keys(filters).length > 0
  const people = useInfiniteQuery(knownPeopleQuery(filters))
  const rows = useMemo(() => people.data?.pages.flatMap(({ items }) => items), [people.data])
  const [chosen, choose] = useState(NONE)
  const columns = usePeopleColumns()
  const isMore = people.hasNextPage && !people.isFetchingNextPage
  const chosenPeople = rows?.filter(({ id }) => chosen.has(id)) ?? []
  return (
    <>
      {chosenPeople.length > 0 ? (
        <PeopleActions people={chosenPeople} onDone={() => choose(NONE)} />
      ) : (
        <PeopleFilter filters={filters} />
      )}
      {people.error ? (
        <Failed error={people.error} reset={() => void people.refetch()} />
      ) : (
        <DataTable
          label={words.title}
          columns={columns}
          rows={rows}
          idOf={({ id }) => id}
          rowHeight={60}
          height="max(320px, calc(100dvh - 330px))"
          {...(may('people:write') && {
            choosing: { chosen, choose, nameOf: ({ displayName }: { displayName: string }) => displayName },
          })}
          {...(isMore && { more: () => void people.fetchNextPage() })}
          empty={
            isFiltered ? (
              <Empty icon={PeopleRegular} title={words.none} hint={words.noneHint}>
                <Button onClick={() => void navigate({ to: '/people' })}>{words.clear}</Button>
              </Empty>
            ) : (
              <Empty icon={PeopleRegular} title={words.nobody} hint={words.nobodyHint} />
            )
          }
        />
      )}
    </>
  )
}
