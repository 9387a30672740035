import {
  Link as Action,
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { FolderOpenRegular, SelectAllOnRegular } from '@fluentui/react-icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Empty } from '../parts/empty.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { type Folder, folderQuery } from './backup-queries.ts'
import type { BasketInUse } from './basket.ts'
import { Blocked } from './blocked.tsx'
import { Crumbs } from './crumbs.tsx'
import { FileList, type Row } from './file-list.tsx'
import { folderOf, joined, nameOf } from './paths.ts'
import { useBrowserSearch } from './use-browser-search.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalS,
    minHeight: '32px',
  },
  count: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  total: { color: tokens.colorNeutralForeground2 },
})

/** A folder of a snapshot. */
export function FolderView(props: {
  readonly place: Folder
  readonly audience: 'administrator' | 'person'
  /** Undefined where nothing can be restored. */
  readonly basket: BasketInUse | undefined
}) {
  const { place, audience, basket } = props
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  const [, change] = useBrowserSearch()
  const query = useInfiniteQuery(folderQuery(place))
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const rows = useMemo(
    () =>
      data?.pages.flatMap(({ items, snapshotId, takenAt, path }) =>
        items.map((entry): Row => ({ ...entry, snapshotId, takenAt, path: joined(path, entry.name) })),
      ),
    [data],
  )
  const go = (path: string) => change({ path: path || undefined })
  const first = data?.pages[0]
  // Until another folder is there, the one before it is shown, and named so.
  const here = first?.path ?? place.path
  const whole = first && { snapshotId: first.snapshotId, takenAt: first.takenAt, path: here }
  const cover = whole && basket?.items.find((each) => each.kind === 'folder' && isCover(each, whole))
  return (
    <>
      <div className={styles.head}>
        <Crumbs path={place.path} go={go} />
        <span className={styles.count}>
          {first && (
            <Text className={styles.total}>
              {first.total === 1 ? words.oneItem : words.itemsHere(formats.count(first.total))}
            </Text>
          )}
          {basket && whole && !cover && (
            <Button
              appearance="subtle"
              size="small"
              icon={<SelectAllOnRegular aria-hidden />}
              onClick={() => basket.add([{ ...whole, kind: 'folder', size: null }])}
            >
              {here === '' ? words.selectAll : words.selectFolder}
            </Button>
          )}
        </span>
      </div>
      {cover && (
        <MessageBar>
          <MessageBarBody>{words.wholeFolder(nameOf(cover.path) || words.root)}</MessageBarBody>
          <MessageBarActions>
            <Action as="button" onClick={() => basket?.remove([cover])}>
              {words.takeOut}
            </Action>
          </MessageBarActions>
        </MessageBar>
      )}
      {query.error && !data ? (
        <Blocked error={query.error} audience={audience} again={() => void query.refetch()} />
      ) : (
        <FileList
          place={`${first?.snapshotId} ${here}`}
          rows={rows}
          total={first?.total}
          basket={cover ? undefined : basket}
          open={(row) => (row.kind === 'folder' ? go(row.path) : change({ file: row.path }))}
          up={here === '' ? undefined : () => go(folderOf(here))}
          sorting={{
            by: place.sort,
            order: place.order,
            choose: (by, order) =>
              change(
                { sort: by === 'name' ? undefined : by, order: order === 'descending' ? order : undefined },
                { replace: true },
              ),
          }}
          empty={<Empty icon={FolderOpenRegular} title={words.emptyFolder} hint={words.emptyFolderHint} />}
          more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
        />
      )}
    </>
  )
}

type Place = Pick<Row, 'snapshotId' | 'path'>

/** Whether a chosen folder is this one, or this one lies in it. */
function isCover(chosen: Place, here: Place): boolean {
  return (
    chosen.snapshotId === here.snapshotId &&
    (chosen.path === here.path || chosen.path === '' || here.path.startsWith(`${chosen.path}/`))
  )
}
