import { Button, Field, Radio, RadioGroup, Text } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Empty } from '../parts/empty.tsx'
import { Failed } from '../parts/failed.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { targetsQuery, zipAddress } from './backup-queries.ts'
import type { BasketInUse } from './basket.ts'
import { ChosenList } from './chosen-list.tsx'
import { bySnapshot, pathsOf, requestRestores } from './request-restores.ts'
import {
  CONFLICT_RULES,
  type ConflictRule,
  type RestoreDraft,
  type TargetKind,
  useRestoreDraft,
} from './restore-draft.ts'
import { keepOrder } from './restore-orders.ts'
import { RestoreTarget } from './restore-target.tsx'
import { RESTORING } from './restore-words.ts'
import { SideDrawer } from './side-drawer.tsx'

/** What a browser and the server take as an address, with much to spare. */
const LONGEST_ADDRESS = 8_000
const MOST_PATHS = 200

/** What is restored, where to, and what becomes of what is there already; then it is found out what would happen. */
export function RestoreForm(props: {
  readonly personId: string
  readonly basket: BasketInUse
  readonly onChecked: (jobs: readonly string[]) => void
  readonly onClose: () => void
}) {
  const { personId, basket, onChecked, onClose } = props
  const words = useWords(RESTORING)
  const targets = useQuery(targetsQuery(personId)).data?.targets ?? []
  const open = targets.filter(({ refusal }) => refusal === null).map(({ kind }) => kind)
  const [kept, change] = useRestoreDraft(personId)
  const draft: RestoreDraft = open.includes(kept.target) ? kept : { ...kept, target: open[0] ?? 'original' }
  const [isAsked, setAsked] = useState(false)
  const checking = useMutation({
    mutationFn: () => requestRestores(personId, basket.items, draft, true),
    onSuccess(jobs) {
      keepOrder(jobs, { items: basket.items, draft })
      onChecked(jobs)
    },
  })
  const lacks = lackOf(draft)
  function check() {
    setAsked(true)
    if (lacks === undefined) checking.mutate()
  }
  const isEmpty = basket.items.length === 0
  return (
    <SideDrawer
      isOpen
      onClose={onClose}
      title={words.title}
      footer={
        isEmpty ? null : draft.target === 'zip' ? (
          <ZipLinks personId={personId} basket={basket} />
        ) : (
          <Button appearance="primary" disabledFocusable={checking.isPending} onClick={check}>
            {words.check}
          </Button>
        )
      }
    >
      {isEmpty ? (
        <Empty title={words.nothing} />
      ) : (
        <>
          <ChosenList basket={basket} />
          <Field label={words.where}>
            <RadioGroup
              value={draft.target}
              onChange={(_, { value }) => change({ target: value as TargetKind })}
            >
              {open.map((kind) => (
                <Radio key={kind} value={kind} label={words.targets[kind]} />
              ))}
            </RadioGroup>
          </Field>
          <RestoreTarget
            personId={personId}
            draft={draft}
            change={change}
            problem={isAsked ? lacks : undefined}
          />
          {draft.target !== 'zip' && (
            <>
              <Field label={words.conflict} hint={words.conflictHint}>
                <RadioGroup
                  value={draft.conflict}
                  onChange={(_, { value }) => change({ conflict: value as ConflictRule })}
                >
                  {CONFLICT_RULES.map((rule) => (
                    <Radio key={rule} value={rule} label={words.rules[rule]} />
                  ))}
                </RadioGroup>
              </Field>
              <Text size={200}>{words.sharing}</Text>
              <Text size={200}>{words.checkAbout}</Text>
            </>
          )}
          {checking.error && <Failed error={checking.error} />}
        </>
      )}
    </SideDrawer>
  )
}

function ZipLinks({ personId, basket }: { readonly personId: string; readonly basket: BasketInUse }) {
  const words = useWords(RESTORING)
  const formats = useFormats()
  const groups = bySnapshot(basket.items)
  return groups.map(({ snapshotId, takenAt, items }) => {
    const paths = pathsOf(items)
    const address = zipAddress(personId, snapshotId, paths)
    if (paths.length > MOST_PATHS || address.length > LONGEST_ADDRESS)
      return (
        <Text key={snapshotId} role="alert">
          {words.zipTooMany}
        </Text>
      )
    return (
      <Button
        key={snapshotId}
        as="a"
        appearance="primary"
        icon={<ArrowDownloadRegular aria-hidden />}
        href={address}
        download
      >
        {groups.length === 1 ? words.targets.zip : words.zipOf(formats.moment(takenAt))}
      </Button>
    )
  })
}

/** What must be put in before anything can be asked for. */
function lackOf({ target, folder, receiver }: RestoreDraft): 'folder' | 'receiver' | undefined {
  if (target === 'folder' && folder.trim() === '') return 'folder'
  return target === 'person' && receiver === null ? 'receiver' : undefined
}
