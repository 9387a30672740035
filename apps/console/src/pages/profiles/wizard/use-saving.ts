import { ApiError } from '@holdfast/api-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { profileQuery } from '../profile.ts'
import { WIZARD } from '../words/wizard.ts'
import { profileOf } from './draft.ts'
import type { DraftInHand } from './use-draft.ts'

/** Saves the draft, and goes to the profile; a change meanwhile shows what there is now. */
export function useSaving(id: string | undefined, hand: DraftInHand) {
  const words = useWords(WIZARD)
  const notice = useNotice()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    async mutationFn() {
      const body = profileOf(hand.draft)
      if (id === undefined) return await send(api.POST('/api/v1/profiles', { body }))
      const params = { path: { id }, header: { 'if-match': `"${hand.version}"` } }
      return await send(api.PATCH('/api/v1/profiles/{id}', { params, body }))
    },
    async onSuccess(saved) {
      hand.forget()
      await queries.invalidateQueries({ queryKey: ['profiles'] })
      queries.setQueryData(profileQuery(saved.id).queryKey, saved)
      await navigate({ to: '/profiles/$profileId', params: { profileId: saved.id } })
      notice(
        id === undefined
          ? { title: words.made(saved.name), body: words.madeHint }
          : { title: words.saved(saved.name), body: words.savedHint },
      )
    },
    onError(error) {
      const isOld = error instanceof ApiError && error.problem.status === 412
      if (isOld && id !== undefined) void queries.invalidateQueries({ queryKey: profileQuery(id).queryKey })
    },
  })
}
