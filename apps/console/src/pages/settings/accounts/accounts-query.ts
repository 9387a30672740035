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

/** The address that a one-time link leads to: the token stands behind the #, which no server sees. */
export function linkOf(token: string, purpose: 'invitation' | 'password'): string {
  return `${location.origin}/${purpose}#${token}`
}
