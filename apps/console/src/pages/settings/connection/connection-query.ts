import type { components, paths } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'

export type StoredConnection =
  paths['/api/v1/connection']['get']['responses'][200]['content']['application/json']
export type Connection = StoredConnection['value']
export type PurposeState = components['schemas']['PurposeState']
export type Registration = components['schemas']['Registration']
export type Credential = components['schemas']['Credential']
export type Verification = components['schemas']['ConnectionVerification']
export type Finding = Verification['findings'][number]

/** What an application does: read for backups, or write for restores. */
export type Purpose = 'backup' | 'restore'

/** The connection to Microsoft 365, and how it stands. */
export const connectionQuery = queryOptions({
  queryKey: ['connection'],
  queryFn: () => send(api.GET('/api/v1/connection')),
})

/** The header of a change on what was read. */
export function on(version: number): { 'if-match': string } {
  return { 'if-match': `"${version}"` }
}
