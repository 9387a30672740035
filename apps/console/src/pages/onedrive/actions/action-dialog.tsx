import { makeStyles, ProgressBar, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import type { Notice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import type { PeopleFilter } from '../list/people-search.ts'
import type { Person } from '../list/use-people.ts'
import { actOnAll, idFor, inParts, isFor, type ManyAction } from './many-actions.ts'
import { ACTIONS } from './words.ts'

const useStyles = makeStyles({
  question: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  about: { color: tokens.colorNeutralForeground2 },
})

/** What somebody wants done, and to whom: to these people, or to all who match. */
export interface WantedAction {
  readonly action: ManyAction
  readonly to: { readonly people: readonly Person[] } | { readonly matching: PeopleFilter }
}

/** Asks before something is done to OneDrives, says to how many, does it in parts, and offers to take it back. */
export function ActionDialog(props: {
  readonly wanted: WantedAction | undefined
  readonly onClose: () => void
  /** Called with the people whose rows are to be read anew; undefined when those may be any. */
  readonly onDone: (people: readonly string[] | undefined) => Promise<unknown>
}) {
  const { wanted, onClose, onDone } = props
  const words = useWords(ACTIONS)
  const { count } = useFormats()
  const [done, setDone] = useState<number>()
  const stopped = useRef(false)
  // While the dialog fades away, it goes on to say what it said.
  const [shown, setShown] = useState(wanted)
  useEffect(() => {
    if (wanted === undefined) return
    setShown(wanted)
    setDone(undefined)
    stopped.current = false
  }, [wanted])
  const { ids, all, names, error } = useAffected(wanted ?? shown)
  const action = (wanted ?? shown)?.action ?? 'backup'
  const people = changedPeople(wanted ?? shown)

  async function run(reason: string): Promise<Notice> {
    const chosen = ids ?? []
    let finished = 0
    for await (finished of inParts(action, chosen, reason)) {
      setDone(finished)
      if (stopped.current) break
    }
    void onDone(people)
    if (finished < chosen.length)
      return { title: words.stopped(count(finished), count(chosen.length)), intent: 'warning' }
    const back = action === 'disable' ? 'enable' : action === 'delete' ? 'roll-back' : undefined
    return {
      title: words[action].done(finished, count(finished)),
      ...(back !== undefined && {
        undo: async () => {
          await actOnAll(back, chosen)
          void onDone(people)
        },
      }),
    }
  }

  return (
    <ConfirmDialog
      isOpen={wanted !== undefined}
      onClose={() => {
        stopped.current = true
        onClose()
      }}
      title={words[action].name}
      isReady={ids !== undefined && ids.length > 0}
      asksReason={action === 'delete'}
      run={run}
      question={<Question action={action} ids={ids} all={all} names={names} error={error} done={done} />}
    />
  )
}

function Question(props: {
  readonly action: ManyAction
  readonly ids: readonly string[] | undefined
  readonly all: number
  readonly names: readonly string[]
  readonly error: unknown
  readonly done: number | undefined
}) {
  const { action, ids, all, names, error, done } = props
  const words = useWords(ACTIONS)
  const styles = useStyles()
  const { count } = useFormats()
  if (error) return <Failed error={error} />
  if (ids === undefined)
    return (
      <Skeleton aria-label={words.counting}>
        <SkeletonItem size={16} />
      </Skeleton>
    )
  if (ids.length === 0) return <Text>{words[action].nobody}</Text>
  const [name] = names
  const who = ids.length === 1 && name !== undefined ? name : count(ids.length)
  const isOne = ids.length === 1 && name !== undefined
  const left = all - ids.length
  return (
    <div className={styles.question}>
      <Text>{isOne ? words[action].one(who) : words[action].many(who)}</Text>
      {left > 0 && <Text className={styles.about}>{words.left(count(left), count(all))}</Text>}
      {done !== undefined && ids.length > 1 && (
        <>
          <ProgressBar value={done / ids.length} aria-label={words.progress} />
          <Text size={200}>{words.doneSoFar(count(done), count(ids.length))}</Text>
        </>
      )}
    </div>
  )
}

/** Whom it would change, of those who were chosen; of all who match the server knows. */
function useAffected(wanted: WantedAction | undefined) {
  const filter = wanted && 'matching' in wanted.to ? wanted.to.matching : undefined
  const matching = useQuery({
    queryKey: ['matching', wanted?.action, filter],
    queryFn: ({ signal }) =>
      send(
        api.GET('/api/v1/people/matching', {
          params: { query: { ...filter, for: wanted?.action ?? 'backup' } },
          signal,
        }),
      ),
    enabled: filter !== undefined,
    // What is confirmed is what was shown: not read anew while somebody reads it, and never kept for later.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  if (wanted === undefined) return { ids: undefined, all: 0, names: [], error: null }
  if ('people' in wanted.to) {
    const changed = wanted.to.people.filter((person) => isFor(wanted.action, person))
    return {
      ids: changed.map((person) => idFor(wanted.action, person)),
      all: wanted.to.people.length,
      names: changed.map(({ displayName }) => displayName),
      error: null,
    }
  }
  const { data, error } = matching
  return { ids: data?.ids, all: data?.matching ?? 0, names: [], error }
}

function changedPeople(wanted: WantedAction | undefined): readonly string[] | undefined {
  return wanted && 'people' in wanted.to ? wanted.to.people.map(({ id }) => id) : undefined
}
