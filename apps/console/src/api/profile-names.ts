import { queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'
import { send } from './send.ts'

/** The profiles that the viewer may know of, by name: for lists to choose from. */
export const profileNamesQuery = queryOptions({
  queryKey: ['profiles', 'names'],
  queryFn: async () => {
    const { items } = await send(api.GET('/api/v1/profiles', { params: { query: { limit: 500 } } }))
    return items.map(({ id, name }) => ({ id, name }))
  },
  staleTime: 30_000,
})
