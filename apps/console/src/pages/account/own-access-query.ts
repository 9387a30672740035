import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'

export type OwnAccess = components['schemas']['OwnAccess']

/** What the viewer signs in with. */
export const ownAccessQuery = queryOptions({
  queryKey: ['own-access'],
  queryFn: () => send(api.GET('/api/v1/me/access')),
})
