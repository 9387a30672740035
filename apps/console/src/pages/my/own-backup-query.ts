import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'

export type OwnBackup = components['schemas']['OwnBackup']

/** How the backup of the viewer's own OneDrive stands. */
export const ownBackupQuery = queryOptions({
  queryKey: ['own', 'backup'],
  queryFn: () => send(api.GET('/api/v1/me/backup')),
  refetchInterval: 60_000,
})
