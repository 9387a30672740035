import { Button } from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMay } from '../../api/me.ts'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { type Profile, restoreProfile } from './profile.ts'
import { PROFILES } from './words/profiles.ts'

/** Takes the deleting of a profile back: needs no question. */
export function RestoreProfile({ profile }: { readonly profile: Profile }) {
  const words = useWords(PROFILES)
  const common = useCommon()
  const may = useMay()
  const notice = useNotice()
  const queries = useQueryClient()
  const restoring = useMutation({
    mutationFn: () => restoreProfile(profile),
    async onSuccess() {
      notice({ title: words.restored(profile.name) })
      await queries.invalidateQueries({ queryKey: ['profiles'] })
    },
    onError(error) {
      const isKnown = error instanceof ApiError
      notice({
        intent: 'error',
        title: isKnown ? error.message : common.offline,
        ...(isKnown && error.problem.hint !== undefined && { body: error.problem.hint }),
      })
    },
  })
  if (!may('profiles:write')) return null
  return (
    <Button disabledFocusable={restoring.isPending} onClick={() => restoring.mutate()}>
      {words.restore}
    </Button>
  )
}
