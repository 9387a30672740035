import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'

export type Profile = components['schemas']['Profile']
export type Settings = Profile['settings']
export type Frequency = Settings['backup']['frequency']

export const FREQUENCIES: readonly Frequency[] = [
  'every-10-minutes',
  'hourly',
  'four-times-a-day',
  'three-times-a-day',
  'twice-a-day',
  'daily',
  'every-2-days',
  'every-3-days',
  'weekly',
]

/** Profiles that the viewer may see, Default first; or those that were deleted and can be restored. */
export const profilesQuery = (deleted: boolean) =>
  queryOptions({
    queryKey: ['profiles', 'all', deleted],
    queryFn: async () => {
      const all: Profile[] = []
      for (let cursor: string | undefined; ; ) {
        const query = { deleted: String(deleted), ...(cursor !== undefined && { cursor }) }
        const { items, nextCursor } = await send(api.GET('/api/v1/profiles', { params: { query } }))
        all.push(...items)
        if (nextCursor === null) return all
        cursor = nextCursor
      }
    },
  })

export const profileQuery = (id: string) =>
  queryOptions({
    queryKey: ['profiles', 'one', id],
    queryFn: async () => await send(api.GET('/api/v1/profiles/{id}', { params: { path: { id } } })),
  })

export async function restoreProfile({ id }: Pick<Profile, 'id'>): Promise<void> {
  await api.POST('/api/v1/profiles/{id}/restore', { params: { path: { id } } })
}
