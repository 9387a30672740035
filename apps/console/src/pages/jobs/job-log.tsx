import { Input, makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { ChoiceFilter } from '../../parts/filters/choice-filter.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { Panel } from '../../parts/panel.tsx'
import { withoutNothing } from '../../parts/search-values.ts'
import { useWords } from '../../words/translate.ts'
import { LEVELS, type LogSearch, logSearch } from './job-search.ts'
import { LogEntries } from './log-entries.tsx'
import { useJobLog } from './use-job-log.ts'
import { JOBS } from './words.ts'

const useStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 200px), 320px))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'end',
  },
})

/** What a job wrote down while it ran, and goes on to write. */
export function JobLog(props: { readonly jobId: string; readonly isUnderWay: boolean }) {
  const { log: words, details } = useWords(JOBS)
  const styles = useStyles()
  const { jobId, isUnderWay } = props
  const search = useSearch({ from: '/signed-in/administration/jobs/$jobId', select: logSearch })
  const navigate = useNavigate()
  const { query, entries } = useJobLog(jobId, search, isUnderWay)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const choose = useCallback(
    (next: LogSearch) =>
      void navigate({
        to: '/jobs/$jobId',
        params: { jobId },
        search: next,
        replace: true,
        resetScroll: false,
      }),
    [navigate, jobId],
  )
  const isFiltered = Object.keys(search).length > 0
  return (
    <Panel title={details.log}>
      <search className={styles.filters} aria-label={details.log}>
        <ChoiceFilter
          label={words.level}
          choices={LEVELS.map((level) => [level, words.levels[level]] as const)}
          value={search.level}
          choose={(level) => choose(withoutNothing({ ...search, level }))}
        />
        <LogSearchBox search={search} choose={choose} label={words.search} />
      </search>
      {query.error ? (
        <Failed error={query.error} reset={() => void query.refetch()} />
      ) : entries === undefined ? (
        <Skeleton aria-hidden>
          <SkeletonItem size={48} />
        </Skeleton>
      ) : entries.length === 0 ? (
        <Empty
          title={isFiltered ? words.noneFound : words.empty}
          {...(!isFiltered && { hint: words.emptyHint })}
        />
      ) : (
        <>
          <LogEntries entries={entries} />
          <LoadMore isThere={hasNextPage} isLoading={isFetchingNextPage} more={more} />
        </>
      )}
    </Panel>
  )
}

/** Milliseconds without a key, after which what was typed is looked for. */
const PAUSE = 300

function LogSearchBox(props: {
  readonly search: LogSearch
  readonly choose: (search: LogSearch) => void
  readonly label: string
}) {
  const { search, choose, label } = props
  const [typed, setTyped] = useState(search.find ?? '')
  useEffect(() => {
    const find = typed.trim() === '' ? undefined : typed.trim()
    if (find === search.find) return
    const timer = setTimeout(() => choose(withoutNothing({ ...search, find })), PAUSE)
    return () => clearTimeout(timer)
  }, [typed, search, choose])
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      contentBefore={<SearchRegular aria-hidden />}
      value={typed}
      onChange={(_, { value }) => setTyped(value)}
    />
  )
}
