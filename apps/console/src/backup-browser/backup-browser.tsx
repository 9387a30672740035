import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { CalendarLtrRegular } from '@fluentui/react-icons'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMay } from '../api/me.ts'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { type Folder, folderQuery, targetsQuery } from './backup-queries.ts'
import { useBasket } from './basket.ts'
import { Blocked } from './blocked.tsx'
import { FilePanel } from './file-panel.tsx'
import { FindBar } from './find-bar.tsx'
import { FolderView } from './folder-view.tsx'
import { FoundView } from './found-view.tsx'
import { Obstacle } from './obstacle.tsx'
import { RestorePanel } from './restore-panel.tsx'
import { RunningBar } from './running-bar.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { SnapshotsPanel } from './snapshots-panel.tsx'
import { useBrowserSearch } from './use-browser-search.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  snapshot: { maxWidth: '100%' },
})

export interface BackupBrowserProps {
  readonly personId: string
  /** Who looks: somebody who restores for others, or the person whose OneDrive it is. */
  readonly audience: 'administrator' | 'person'
}

/**
 * Looks through the backup of a person's OneDrive as a file manager does, and restores from it. What is shown stands in the
 * address (see `BrowserSearch`), so that it survives a reload and can be sent to somebody.
 *
 * A page that uses it says `validateSearch: browserSearch` (browser-search.ts) in its route, and draws
 * `<BackupBrowser personId={…} audience="administrator" />`, or `audience="person"` on a person's own page, where `personId`
 * is the `personId` of `useMe()`. It brings no title: that is the page's. A link opens it at a place:
 * `search={{ snapshot, path, file, find }}`; all are optional.
 */
export function BackupBrowser({ personId, audience }: BackupBrowserProps) {
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  const may = useMay()
  const [search, change] = useBrowserSearch()
  const { snapshot = 'latest', path = '', sort = 'name', order = 'ascending', find, file } = search
  const basket = useBasket(personId)
  const place: Folder = { personId, snapshot, path, sort, order }
  const folder = useInfiniteQuery(folderQuery(place))
  const shown = folder.data?.pages[0]
  const targets = useQuery(targetsQuery(personId)).data?.targets
  const isOpen = (kind: string) => targets?.some((each) => each.kind === kind && each.refusal === null)
  const mayRestore =
    may(audience === 'person' ? 'own:restore' : 'data:restore') && targets?.some(({ refusal }) => !refusal)
  const choice = mayRestore ? basket : undefined

  if (folder.error && shown === undefined && find === undefined)
    return <Blocked error={folder.error} audience={audience} again={() => void folder.refetch()} />
  return (
    <div className={styles.frame}>
      <Obstacle targets={targets} personId={personId} audience={audience} />
      <RunningBar personId={personId} />
      <div className={styles.tools}>
        <Button
          className={styles.snapshot}
          icon={<CalendarLtrRegular aria-hidden />}
          aria-label={`${words.snapshots}: ${formats.moment(shown?.takenAt)}`}
          onClick={() => change({ panel: 'snapshots' })}
        >
          {formats.moment(shown?.takenAt)}
          {search.snapshot === undefined && ` (${words.newest})`}
        </Button>
        <FindBar />
      </div>
      {find === undefined ? (
        <FolderView place={place} audience={audience} basket={choice} />
      ) : (
        <FoundView personId={personId} audience={audience} snapshot={snapshot} name={find} basket={choice} />
      )}
      {choice && (
        <SelectionBar basket={choice} restore={() => change({ panel: 'restore', jobs: undefined })} />
      )}
      {choice && <RestorePanel personId={personId} audience={audience} basket={choice} />}
      <SnapshotsPanel
        personId={personId}
        isOpen={search.panel === 'snapshots'}
        shown={shown?.snapshotId}
        choose={(chosen) => change({ snapshot: chosen, panel: undefined })}
        onClose={() => change({ panel: undefined })}
      />
      <FilePanel
        file={
          file === undefined
            ? undefined
            : {
                personId,
                path: file,
                snapshot: search.version ?? shown?.snapshotId ?? snapshot,
                takenAt: search.version === undefined ? shown?.takenAt : undefined,
                mayRead: isOpen('zip') ?? false,
                mayRestore: mayRestore ?? false,
                show: (version) => change({ version }, { replace: true }),
                restore: (chosen) => {
                  basket.add([chosen])
                  change({ file: undefined, version: undefined, panel: 'restore', jobs: undefined })
                },
              }
        }
        onClose={() => change({ file: undefined, version: undefined })}
      />
    </div>
  )
}
