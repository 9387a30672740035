import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'

export type KeyProvider = components['schemas']['KeyProvider']
export type KeyService = NonNullable<KeyProvider['service']>
export type RecoveryDrill = components['schemas']['RecoveryDrill']

/** Nothing tells when a connector comes or goes: the pages look again as often as this, in milliseconds. */
const OFTEN = 5_000

/** Who holds the keys of vaults. */
export const providersQuery = queryOptions({
  queryKey: ['keys', 'providers'],
  queryFn: () => send(api.GET('/api/v1/keys/providers')),
  refetchInterval: OFTEN,
})

/** The recovery kit, and its last drill. */
export const kitQuery = queryOptions({
  queryKey: ['keys', 'recovery-kit'],
  queryFn: () => send(api.GET('/api/v1/keys/recovery-kit')),
  refetchInterval: OFTEN,
})

export const rotationQuery = queryOptions({
  queryKey: ['keys', 'rotation'],
  queryFn: () => send(api.GET('/api/v1/keys/rotation')),
  refetchInterval: OFTEN,
})
