import { ApiError } from '@holdfast/api-client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useCommon } from '../../../words/use-common.ts'

/** Something that is stored whole, with the version that a change is made on. */
export interface Stored<Value> {
  readonly value: Value
  readonly version: number
}

export interface SettingSource<Value, Draft> {
  readonly queryKey: readonly string[]
  readonly read: () => Promise<Stored<Value>>
  /** What the form shows of it. */
  readonly draftOf: (value: Value) => Draft
  /** `version` as the header If-Match takes it. */
  readonly write: (draft: Draft, version: { 'if-match': string }) => Promise<unknown>
  /** A beginning of the key, where others that begin so show it, too. */
  readonly alsoChanges?: readonly string[]
}

/** A setting in the hands of somebody who changes it: nothing is stored before it is saved, and nobody is overwritten. */
export function useSettingForm<Value, Draft extends object>(source: SettingSource<Value, Draft>) {
  const { queryKey, read, draftOf, write, alsoChanges } = source
  const queries = useQueryClient()
  const notice = useNotice()
  const common = useCommon()
  const [edited, setEdited] = useState<{ readonly draft: Draft; readonly version: number }>()
  const stored = useQuery({ queryKey, queryFn: read })
  const original = stored.data && draftOf(stored.data.value)
  const draft = edited?.draft ?? original
  const saving = useMutation({
    async mutationFn() {
      if (edited === undefined) return
      await write(edited.draft, { 'if-match': `"${edited.version}"` })
      await queries.invalidateQueries({ queryKey: alsoChanges ?? queryKey })
      setEdited(undefined)
      notice({ title: common.saved })
    },
  })
  const isConflict = saving.error instanceof ApiError && saving.error.code === 'HF_VERSION_CHANGED'
  function discard() {
    saving.reset()
    setEdited(undefined)
  }
  return {
    draft,
    /** As it is stored. */
    value: stored.data?.value,
    version: stored.data?.version,
    error: saving.error,
    isConflict,
    isSaving: saving.isPending,
    isDirty: edited !== undefined && JSON.stringify(edited.draft) !== JSON.stringify(original),
    reading: stored,
    change(part: Partial<Draft>) {
      if (stored.data === undefined || original === undefined) return
      // On what was read when the change began: what somebody else stored since is not written over.
      const { version } = stored.data
      setEdited((before) => ({
        draft: { ...(before?.draft ?? original), ...part },
        version: before?.version ?? version,
      }))
    },
    save: () => saving.mutate(),
    discard,
    async loadNow() {
      await queries.invalidateQueries({ queryKey: alsoChanges ?? queryKey })
      discard()
    },
  }
}

export type SettingFormState<Value, Draft extends object> = ReturnType<typeof useSettingForm<Value, Draft>>
