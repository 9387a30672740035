import { useState } from 'react'
import { useMe } from '../api/me.ts'

export type TargetKind = 'original' | 'folder' | 'person' | 'directory' | 'zip'
export type ConflictRule = 'skip' | 'replace' | 'keep-both' | 'fail'

export const CONFLICT_RULES: readonly ConflictRule[] = ['keep-both', 'replace', 'skip', 'fail']

/** How something is to be restored, while somebody still thinks about it. */
export interface RestoreDraft {
  readonly target: TargetKind
  /** Below which folder, where the target has one. */
  readonly folder: string
  /** To whom, where it is somebody else. */
  readonly receiver: { readonly id: string; readonly name: string } | null
  readonly conflict: ConflictRule
}

const KEPT = 'holdfast.restore.'
const FIRST: RestoreDraft = { target: 'original', folder: '', receiver: null, conflict: 'keep-both' }

/** What was put in, for as long as the browser's tab is open. */
export function useRestoreDraft(
  personId: string,
): readonly [RestoreDraft, (change: Partial<RestoreDraft>) => void] {
  const viewer = useMe()?.id ?? ''
  const key = `${KEPT}${viewer}.${personId}`
  const [draft, setDraft] = useState(() => kept(key))
  function change(part: Partial<RestoreDraft>) {
    const next = { ...draft, ...part }
    sessionStorage.setItem(key, JSON.stringify(next))
    setDraft(next)
  }
  return [draft, change]
}

function kept(key: string): RestoreDraft {
  try {
    return { ...FIRST, ...JSON.parse(sessionStorage.getItem(key) ?? '{}') }
  } catch {
    return FIRST
  }
}
