import type { components } from '@holdfast/api-client'
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { filterOf, type PeopleSearch } from './people-search.ts'

export type Person = components['schemas']['Person']

const PAGE = 200
/** A list that is read so far is not read anew as a whole: only the people in it who changed. */
const FEW_PAGES = 5
const FEW_PEOPLE = 20

interface Loaded {
  readonly pages: readonly { readonly items: readonly Person[] }[]
}

/** People as they are asked for, page after page, and how to bring the list up to date after a change. */
export function usePeople(search: PeopleSearch) {
  const queries = useQueryClient()
  const key = useMemo(() => ['onedrive-list', search] as const, [search])
  const { sort = 'name', order = 'ascending' } = search
  const isShort = ({ state: { data } }: { state: { data: Loaded | undefined } }) =>
    (data?.pages.length ?? 0) <= FEW_PAGES
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      send(
        api.GET('/api/v1/people', {
          params: {
            query: { ...filterOf(search), sort, order, limit: PAGE, ...(pageParam && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Comparing every row that was ever read with itself, at each page, is felt after a few thousand.
    structuralSharing: false,
    refetchOnWindowFocus: isShort,
    refetchOnReconnect: isShort,
    refetchOnMount: isShort,
  })
  const count = useQuery({
    queryKey: ['people', 'count', filterOf(search)],
    queryFn: ({ signal }) =>
      send(api.GET('/api/v1/people/count', { params: { query: filterOf(search) }, signal })),
    placeholderData: keepPreviousData,
  })
  const refresh = useCallback(
    async (people: readonly string[] | undefined) => {
      void queries.invalidateQueries({ queryKey: ['people'] })
      void queries.invalidateQueries({ queryKey: ['person'] })
      const pages = queries.getQueryData<Loaded>(key)?.pages.length ?? 0
      if (pages <= FEW_PAGES) return await queries.invalidateQueries({ queryKey: key })
      if (people === undefined || people.length > FEW_PEOPLE)
        return await queries.resetQueries({ queryKey: key })
      const changed = await Promise.all(
        people.map((id) => send(api.GET('/api/v1/people/{id}', { params: { path: { id } } }))),
      )
      const byId = new Map(changed.map((person) => [person.id, person]))
      queries.setQueryData<Loaded>(key, (before) => before && withChanged(before, byId))
    },
    [queries, key],
  )
  const { data, fetchNextPage, hasNextPage, isFetching, error, refetch } = list
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items), [data])
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  return {
    rows,
    total: count.data?.count,
    // Not while the list is read anew: that would end it.
    more: hasNextPage && !isFetching && !error ? more : undefined,
    error,
    retry: () => void refetch(),
    refresh,
  }
}

function withChanged<T extends Loaded>(before: T, byId: ReadonlyMap<string, Person>): T {
  return {
    ...before,
    pages: before.pages.map((page) =>
      page.items.some(({ id }) => byId.has(id))
        ? { ...page, items: page.items.map((person) => byId.get(person.id) ?? person) }
        : page,
    ),
  }
}
