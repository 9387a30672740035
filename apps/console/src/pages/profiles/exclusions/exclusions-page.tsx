import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Skeleton,
  SkeletonItem,
  tokens,
} from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { useMay } from '../../../api/me.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { Page } from '../../../parts/page.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { EXCLUSIONS } from '../words/exclusions.ts'
import {
  EXCLUSION_KINDS,
  type ExclusionKind,
  type ExclusionLists,
  entriesOf,
  isUsable,
  listOf,
} from './entries.ts'
import { EntryList } from './entry-list.tsx'
import { ExclusionPreview } from './exclusion-preview.tsx'
import { Meanwhile } from './meanwhile.tsx'

const KEY = ['exclusions'] as const

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalL, maxWidth: '960px' },
  lists: { display: 'grid', gap: tokens.spacingVerticalXL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

interface Mine {
  readonly lists: ExclusionLists
  /** Of the list that was changed. */
  readonly version: number
}

/** What is backed up for nobody. */
export function ExclusionsPage() {
  const words = useWords(EXCLUSIONS)
  const styles = useStyles()
  const may = useMay()
  const notice = useNotice()
  const queries = useQueryClient()
  const stored = useQuery({
    queryKey: KEY,
    queryFn: async () => await send(api.GET('/api/v1/settings/exclusions')),
  })
  const [mine, setMine] = useState<Mine>()
  const saving = useMutation({
    mutationFn: async ({ lists, version }: Mine) =>
      await send(
        api.PUT('/api/v1/settings/exclusions', {
          params: { header: { 'if-match': `"${version}"` } },
          body: lists,
        }),
      ),
    onSuccess(saved) {
      queries.setQueryData(KEY, saved)
      setMine(undefined)
      notice({ title: words.saved })
    },
    onError: () => void stored.refetch(),
  })
  const mayWrite = may('organisation:write')
  const shown = mine?.lists ?? stored.data?.lists
  const isOld = saving.error instanceof ApiError && saving.error.problem.status === 412
  const isWrong =
    shown !== undefined &&
    EXCLUSION_KINDS.some((kind) => entriesOf(shown[kind]).some((entry) => !isUsable(kind, entry)))

  function change(kind: ExclusionKind, text: string) {
    if (!stored.data || !shown) return
    setMine({ version: mine?.version ?? stored.data.version, lists: { ...shown, [kind]: text } })
  }

  return (
    <Page title={words.title} about={words.about}>
      <div className={styles.page}>
        {stored.error && <Failed error={stored.error} reset={() => void stored.refetch()} />}
        <Panel title={words.title} about={mayWrite ? words.add : words.readOnly}>
          <div className={styles.lists}>
            {shown
              ? EXCLUSION_KINDS.map((kind) => (
                  <EntryList
                    key={kind}
                    kind={kind}
                    text={shown[kind]}
                    onChange={mayWrite ? (text) => change(kind, text) : undefined}
                  />
                ))
              : EXCLUSION_KINDS.map((kind) => (
                  <Skeleton key={kind} aria-hidden>
                    <SkeletonItem size={64} />
                  </Skeleton>
                ))}
          </div>
          {isOld && mine && stored.data ? (
            <Meanwhile
              onTheirs={() => {
                setMine(undefined)
                saving.reset()
              }}
              onBoth={() => {
                if (!stored.data) return
                setMine({ version: stored.data.version, lists: together(stored.data.lists, mine.lists) })
                saving.reset()
              }}
            />
          ) : (
            saving.error && <Failed error={saving.error} />
          )}
          {mine && !isOld && (
            <>
              <MessageBar intent="info">
                <MessageBarBody>{words.unsaved}</MessageBarBody>
              </MessageBar>
              <div className={styles.actions}>
                <Button
                  appearance="primary"
                  disabledFocusable={isWrong || saving.isPending}
                  onClick={() => saving.mutate(mine)}
                >
                  {words.save}
                </Button>
                <Button
                  onClick={() => {
                    setMine(undefined)
                    saving.reset()
                  }}
                >
                  {words.discard}
                </Button>
              </div>
            </>
          )}
        </Panel>
        {may('data:read') && shown && <ExclusionPreview lists={shown} />}
      </div>
    </Page>
  )
}

function together(theirs: ExclusionLists, mine: ExclusionLists): ExclusionLists {
  const both = (kind: ExclusionKind) =>
    listOf([...new Set([...entriesOf(theirs[kind]), ...entriesOf(mine[kind])])])
  return { extensions: both('extensions'), names: both('names'), folders: both('folders') }
}
