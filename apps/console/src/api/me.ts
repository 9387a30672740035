import { ApiError, type components } from '@holdfast/api-client'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from './client.ts'
import { send } from './send.ts'

export type Me = components['schemas']['Me']
export type Permission = Me['permissions'][number]

/** Who is signed in; null for nobody. When a session ends while somebody works, their page stays theirs until they sign in again. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  async queryFn({ client }): Promise<Me | null> {
    try {
      return await send(api.GET('/api/v1/me'))
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401)
        return client.getQueryData<Me | null>(['me']) ?? null
      throw error
    }
  },
  staleTime: 60_000,
  // Every page waits for it: whoever has no line is told so at once.
  retry: false,
})

/** Who is signed in, on pages that only they see. */
export function useMe(): Me | undefined {
  return useQuery(meQuery).data ?? undefined
}

/** Whether the viewer's role allows something. The server asks again: this only hides what would be refused. */
export function useMay(): (permission: Permission) => boolean {
  const me = useMe()
  return (permission) => me?.permissions.includes(permission) ?? false
}
