import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { BackupBrowser } from '../../backup-browser/backup-browser.tsx'
import { Page } from '../../parts/page.tsx'
import { PageLink } from '../../parts/page-link.tsx'
import { useWords } from '../../words/translate.ts'
import { RESTORE } from './words.ts'

/** Restores for somebody: their OneDrive, as it was. */
export function RestorePage() {
  const words = useWords(RESTORE)
  const { personId } = useParams({ from: '/signed-in/administration/onedrive/$personId/restore' })
  const person = useQuery({
    queryKey: ['person', personId, 'name'],
    queryFn: () => send(api.GET('/api/v1/people/{id}', { params: { path: { id: personId } } })),
  })
  return (
    <Page
      title={person.data ? words.titleOf(person.data.displayName) : words.title}
      about={person.data?.principalName ?? '\u00a0'}
      above={<PageLink to="/onedrive">{words.back}</PageLink>}
    >
      <BackupBrowser personId={personId} audience="administrator" />
    </Page>
  )
}
