import { Button } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { DialogFrame } from '../../../parts/dialog-frame.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { providersQuery } from '../keys-queries.ts'
import { KEYS } from '../words.ts'
import { Enrolling } from './enrolling.tsx'
import { type Invited, InviteWhom } from './invite-whom.tsx'
import { INVITE } from './words.ts'

/** Invites a connector, or somebody's device: whom, the token with its commands, and then how far it is. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(INVITE)
  const common = useCommon()
  const keys = useWords(KEYS)
  const queries = useQueryClient()
  const [whom, setWhom] = useState<Invited>({ kind: 'connector', personId: null })
  const inviting = useMutation({
    async mutationFn() {
      const { items } = await queries.fetchQuery({ ...providersQuery, staleTime: 0 })
      const enrolment = await send(api.POST('/api/v1/keys/enrolments', { body: { ...whom, minutes: 60 } }))
      return { ...enrolment, kind: whom.kind, known: new Set(items.map(({ id }) => id)) }
    },
    gcTime: 0,
  })
  const lacksPerson = whom.kind === 'device' && whom.personId === null
  return (
    <DialogFrame
      onClose={onClose}
      modalType={inviting.data ? 'alert' : 'modal'}
      title={keys.invite}
      actions={
        <>
          {!inviting.data && (
            <Button
              appearance="primary"
              disabledFocusable={lacksPerson || inviting.isPending}
              onClick={() => inviting.mutate()}
            >
              {words.make}
            </Button>
          )}
          <Button onClick={onClose}>{inviting.data ? common.close : common.cancel}</Button>
        </>
      }
    >
      {inviting.error && <Failed error={inviting.error} />}
      {inviting.data ? <Enrolling {...inviting.data} /> : <InviteWhom whom={whom} choose={setWhom} />}
    </DialogFrame>
  )
}
