import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { useWords } from '../../../words/translate.ts'
import { EXCLUSIONS } from '../words/exclusions.ts'
import { WIZARD } from '../words/wizard.ts'
import { type Draft, retentionOf } from './draft.ts'
import { isSame } from './merge-drafts.ts'
import { problemsOf } from './problems-of.ts'

/** What a change of the retention would expire, and whether that was agreed to. */
export function useRetentionLoss(id: string | undefined, base: Draft, draft: Draft) {
  const words = useWords(WIZARD)
  const exclusions = useWords(EXCLUSIONS)
  const text = JSON.stringify(retentionOf(draft))
  const settled = useSettled(text)
  const isWrong = [...problemsOf(draft, words, exclusions).keys()].some((path) =>
    path.startsWith('settings.retention'),
  )
  const isChanged = id !== undefined && !isSame(retentionOf(base), retentionOf(draft))
  const { data, error, refetch } = useQuery({
    queryKey: ['profiles', 'retention-preview', id, settled],
    queryFn: async () =>
      await send(
        api.POST('/api/v1/profiles/{id}/retention-preview', {
          params: { path: { id: id ?? '' } },
          body: { retention: JSON.parse(settled) },
        }),
      ),
    enabled: isChanged && !isWrong && settled === text,
    retry: false,
  })
  const loss = settled === text ? data : undefined
  const token = loss ? `${text} ${loss.snapshots}` : ''
  const isAgreed = !isChanged || loss?.snapshots === 0 || (token !== '' && draft.acceptedLoss === token)
  return { isWrong, isChanged, loss, error, refetch, token, isAgreed }
}

export type RetentionLoss = ReturnType<typeof useRetentionLoss>

/** A value once it has stood still for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 300)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
