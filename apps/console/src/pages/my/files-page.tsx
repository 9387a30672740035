import { useMe } from '../../api/me.ts'
import { BackupBrowser } from '../../backup-browser/backup-browser.tsx'
import { Page } from '../../parts/page.tsx'
import { useWords } from '../../words/translate.ts'
import { MY } from './words.ts'

/** A person's own files, as the backups have them: to look at, to download, to restore. */
export function FilesPage() {
  const words = useWords(MY)
  const personId = useMe()?.personId
  return (
    <Page title={words.files.title}>
      {personId && <BackupBrowser personId={personId} audience="person" />}
    </Page>
  )
}
