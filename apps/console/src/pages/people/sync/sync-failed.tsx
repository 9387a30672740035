import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { DIRECTORY } from '../words/directory.ts'

/** Why the newest synchronisation failed, if it did. */
export function SyncFailed() {
  const { sync: words } = useWords(DIRECTORY)
  const formats = useFormats()
  const { data: job } = useQuery({
    queryKey: ['jobs', 'newest-sync'],
    queryFn: async () => {
      const query = { kind: 'directory-sync', limit: 1 } as const
      return (await send(api.GET('/api/v1/jobs', { params: { query } }))).items[0] ?? null
    },
    enabled: useMay()('jobs:read'),
  })
  if (job?.state !== 'failed') return null
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {words.failed} ({formats.moment(job.endedAt)})
        </MessageBarTitle>
        {job.error?.message}
      </MessageBarBody>
    </MessageBar>
  )
}
