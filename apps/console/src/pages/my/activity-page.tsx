import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import type { components } from '@holdfast/api-client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { Empty } from '../../parts/empty.tsx'
import { Failed } from '../../parts/failed.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { Page } from '../../parts/page.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { MY } from './words.ts'

type Activity = components['schemas']['OwnActivity']

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    maxWidth: '880px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  entry: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    '& + &': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
    overflowWrap: 'anywhere',
  },
})

/** What was done with one's own backup, and by whom. */
export function ActivityPage() {
  const words = useWords(MY).activity
  const styles = useStyles()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['own', 'activity'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      send(
        api.GET('/api/v1/me/activity', {
          params: { query: { limit: 50, ...(pageParam !== undefined && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const entries = data?.pages.flatMap(({ items }) => items)
  return (
    <Page title={words.title} about={words.about}>
      {error && <Failed error={error} reset={() => void refetch()} />}
      {!entries && !error && (
        <Skeleton aria-hidden>
          <SkeletonItem style={{ height: 320 }} />
        </Skeleton>
      )}
      {entries?.length === 0 && <Empty title={words.empty} hint={words.emptyHint} icon={HistoryRegular} />}
      {entries && entries.length > 0 && (
        <ul className={styles.list}>
          {entries.map((entry) => (
            <li key={entry.number} className={styles.entry}>
              <Entry entry={entry} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore isThere={hasNextPage} isLoading={isFetchingNextPage} more={() => void fetchNextPage()} />
    </Page>
  )
}

function Entry({ entry }: { readonly entry: Activity }) {
  const words = useWords(MY).activity
  const common = useCommon()
  const formats = useFormats()
  const { action, actor, at, reason, privateDetails } = entry
  const what = (words.actions as Readonly<Record<string, string>>)[action] ?? action
  const role = (common.role as Readonly<Record<string, string>>)[actor.role ?? '']
  const who = actor.isOneself ? words.you : role ? `${actor.name} (${role})` : actor.name
  const names = namesIn(privateDetails)
  return (
    <>
      <Text weight="semibold">{what}</Text>
      {names && <Text size={200}>{names}</Text>}
      {reason && <Text size={200}>{reason}</Text>}
      <Text size={200}>
        {who} · <time dateTime={at}>{formats.moment(at)}</time>
      </Text>
    </>
  )
}

/** Names of files and folders that an entry tells of; the first few. */
function namesIn(details: Activity['privateDetails']): string {
  const values = Object.values(details ?? {}).flat()
  const names = values.filter((value): value is string => typeof value === 'string' && value !== '')
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} …` : names.join(', ')
}
