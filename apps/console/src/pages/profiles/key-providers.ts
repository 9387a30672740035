import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'

/** Those who hold the keys of vaults. Needs `organisation:read`. */
export const keyProvidersQuery = queryOptions({
  queryKey: ['keys', 'providers', 'of-profiles'],
  queryFn: async () => (await send(api.GET('/api/v1/keys/providers'))).items,
  staleTime: 60_000,
})
