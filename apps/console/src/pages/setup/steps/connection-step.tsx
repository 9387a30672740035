import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../../words/translate.ts'
import { ConnectionEditor } from '../../settings/connection/connection-editor.tsx'
import { Done } from '../done.tsx'
import { connectionStateQuery } from '../setup-queries.ts'
import { SETUP } from '../words.ts'

/** The connection to Microsoft 365: connected already, or all that it takes. */
export function ConnectionStep() {
  const words = useWords(SETUP)
  const { data } = useQuery(connectionStateQuery)
  if (data === undefined) return null
  if (data.value.state.backup.state === 'connected')
    return <Done>{words.connected(data.value.tenantId)}</Done>
  return <ConnectionEditor showsState={false} />
}
