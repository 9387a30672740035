import type { components } from '@holdfast/api-client'
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import type { State } from '../search.ts'

export type Person = components['schemas']['Person']

export interface PeopleFilters {
  readonly search?: string
  readonly state?: State
  readonly profileId?: string
}

/** People by name, a page at a time. */
export const knownPeopleQuery = ({ search, state, profileId }: PeopleFilters) =>
  infiniteQueryOptions({
    queryKey: ['people', 'known', search ?? '', state ?? '', profileId ?? ''],
    queryFn: async ({ pageParam }) => {
      const query = {
        ...(search !== undefined && { search }),
        ...(state !== undefined && { state }),
        ...(profileId !== undefined && { profileId }),
        ...(pageParam !== null && { cursor: pageParam }),
      }
      return await send(api.GET('/api/v1/people', { params: { query } }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
