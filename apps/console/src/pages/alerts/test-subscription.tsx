import { Button } from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import { RULES } from './rule-words.ts'
import type { Subscription } from './subscriptions-page.tsx'

/** Sends a message now, and says whether it was taken. */
export function TestSubscription({ subscription: { id } }: { readonly subscription: Subscription }) {
  const { subscriptions: words } = useWords(RULES)
  const common = useCommon()
  const notice = useNotice()
  const testing = useMutation({
    mutationFn: () => api.POST('/api/v1/subscriptions/{id}/test', { params: { path: { id } } }),
    onSuccess: () => notice({ title: words.tested }),
    onError(error) {
      const told = error instanceof ApiError ? error : undefined
      const hint = told?.problem.hint
      notice({
        title: told?.message ?? common.offline,
        ...(hint !== undefined && { body: hint }),
        intent: 'error',
      })
    },
  })
  return (
    <Button size="small" disabledFocusable={testing.isPending} onClick={() => testing.mutate()}>
      {words.test}
    </Button>
  )
}
