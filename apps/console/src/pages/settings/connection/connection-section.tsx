import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { ConfirmedAction } from '../../../parts/confirmed-action.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { ChangeNotifications } from './change-notifications.tsx'
import { ConnectionEditor } from './connection-editor.tsx'
import { connectionQuery, on } from './connection-query.ts'
import { CONNECTION } from './words.ts'

/** The connection to Microsoft 365: how it stands, all that it needs, and its end. */
export function ConnectionSection() {
  const words = useWords(CONNECTION)
  const mayWrite = useMay()('organisation:write')
  const queries = useQueryClient()
  const { data: stored } = useQuery(connectionQuery)
  return (
    <>
      <ConnectionEditor />
      <ChangeNotifications />
      {mayWrite && stored && stored.version > 0 && (
        <Panel title={words.remove} about={words.removeAbout}>
          <div>
            <ConfirmedAction
              label={words.remove}
              question={words.removeQuestion}
              run={async () => {
                await api.DELETE('/api/v1/connection', { params: { header: on(stored.version) } })
                await queries.invalidateQueries({ queryKey: ['connection'] })
                return { title: words.removed }
              }}
            />
          </div>
        </Panel>
      )}
    </>
  )
}
