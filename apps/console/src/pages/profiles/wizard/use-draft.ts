import { useCallback, useEffect, useState } from 'react'
import type { Draft } from './draft.ts'
import { forget, type Kept, keep, readKept } from './kept-draft.ts'
import { isSame } from './merge-drafts.ts'

export interface DraftInHand extends Kept {
  /** Whether it was found again, and not begun now. */
  readonly isFound: boolean
  readonly change: (fields: Partial<Draft>) => void
  readonly replace: (kept: Kept) => void
  readonly forget: () => void
}

/** The draft of a profile: kept while it differs from what it was made from. */
export function useDraft(id: string, fresh: Omit<Kept, 'draft'>): DraftInHand {
  const [found] = useState(() => readKept(id))
  const [kept, setKept] = useState<Kept>(() => found ?? { ...fresh, draft: fresh.base })
  const [isFound, setFound] = useState(found !== undefined)
  const [isDone, setDone] = useState(false)
  useEffect(() => {
    if (isDone || isSame(kept.draft, kept.base)) forget(id)
    else keep(id, kept)
  }, [id, kept, isDone])
  return {
    ...kept,
    isFound,
    change: useCallback(
      (fields) => setKept((before) => ({ ...before, draft: { ...before.draft, ...fields } })),
      [],
    ),
    replace: useCallback((other) => {
      setKept(other)
      setFound(false)
    }, []),
    forget: useCallback(() => {
      forget(id)
      setDone(true)
    }, [id]),
  }
}
