import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Empty } from '../parts/empty.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { findQuery } from './backup-queries.ts'
import type { BasketInUse } from './basket.ts'
import { Blocked } from './blocked.tsx'
import { FileList, type Row } from './file-list.tsx'
import { useBrowserSearch } from './use-browser-search.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', minHeight: '32px', color: tokens.colorNeutralForeground2 },
})

/** What was found by name, in the snapshot that is shown or in all. */
export function FoundView(props: {
  readonly personId: string
  readonly audience: 'administrator' | 'person'
  /** An id, or `latest`. */
  readonly snapshot: string
  readonly name: string
  readonly basket: BasketInUse | undefined
}) {
  const { personId, audience, snapshot, name, basket } = props
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  const [{ everywhere = false }, change] = useBrowserSearch()
  const query = useQuery(findQuery(personId, name, everywhere ? undefined : snapshot))
  const { data } = query
  const rows = useMemo(() => data?.found.map((found): Row => found), [data])
  function open({ kind, path, snapshotId }: Row) {
    if (kind === 'file') change({ file: path, version: snapshotId })
    else change({ path, snapshot: everywhere ? snapshotId : snapshotOf(snapshot), find: undefined })
  }
  if (query.error)
    return <Blocked error={query.error} audience={audience} again={() => void query.refetch()} />
  return (
    <>
      <div className={styles.head}>
        <Text role="status">
          {data &&
            (data.isCut
              ? words.foundMore(formats.count(data.found.length))
              : words.found(
                  formats.count(data.found.length),
                  data.snapshotsSearched === 1
                    ? words.oneSnapshot
                    : words.manySnapshots(formats.count(data.snapshotsSearched)),
                ))}
        </Text>
      </div>
      <FileList
        place={`find ${name}`}
        rows={rows}
        isFound
        basket={basket}
        open={open}
        up={() => change({ find: undefined, everywhere: undefined })}
        empty={<Empty icon={SearchRegular} title={words.foundNothing(name)} hint={words.foundNothingHint} />}
      />
    </>
  )
}

function snapshotOf(snapshot: string): string | undefined {
  return snapshot === 'latest' ? undefined : snapshot
}
