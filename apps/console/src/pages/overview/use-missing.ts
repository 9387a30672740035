import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { send } from '../../api/send.ts'
import { overviewQuery } from './queries.ts'

export type Missing = 'kit' | 'connection' | 'people' | 'administrator'

/** What a server still lacks that is worth setting up; undefined for whoever cannot do it, and while it is not known. */
export function useMissing(): readonly Missing[] | undefined {
  const may = useMay()
  const enabled = may('organisation:write') && may('accounts:write')
  const kit = useQuery({
    queryKey: ['keys', 'recovery-kit', 'overview'],
    queryFn: () => send(api.GET('/api/v1/keys/recovery-kit')),
    enabled,
  }).data
  const connection = useQuery({
    queryKey: ['connection', 'overview'],
    queryFn: () => send(api.GET('/api/v1/connection')),
    enabled,
  }).data
  const accounts = useQuery({
    queryKey: ['accounts', 'overview'],
    queryFn: () => send(api.GET('/api/v1/accounts')),
    enabled,
  }).data
  const overview = useQuery(overviewQuery).data
  if (!enabled || !kit || !connection || !accounts || !overview) return undefined
  const administrators = accounts.items.filter(
    ({ role, state }) => role === 'cloud-administrator' && state !== 'disabled',
  )
  return [
    ...(kit.kit === null ? (['kit'] as const) : []),
    ...(connection.value.state.backup.state !== 'connected' ? (['connection'] as const) : []),
    ...(overview.people.active === 0 ? (['people'] as const) : []),
    ...(administrators.length < 2 ? (['administrator'] as const) : []),
  ]
}
