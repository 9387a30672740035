import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'

export type Account = components['schemas']['Account']

/** An account. */
export function accountQuery(id: string) {
  return queryOptions({
    queryKey: ['accounts', id],
    queryFn: () => send(api.GET('/api/v1/accounts/{id}', { params: { path: { id } } })),
  })
}

/** Whether links can be sent by mail: there is a server for it, and it is known where they lead. */
export const mayMailQuery = queryOptions({
  queryKey: ['settings', 'mail', 'links'],
  async queryFn() {
    const { value } = await send(api.GET('/api/v1/settings/mail'))
    return value.host !== null && value.from !== null && value.publicUrl !== null
  },
})

/** The address that a one-time link leads to: the token stands behind the #, which no server sees. */
export function linkOf(token: string, purpose: 'invitation' | 'password'): string {
  return `${location.origin}/${purpose}#${token}`
}
