import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { providersQuery } from '../keys-queries.ts'
import { KEYS } from '../words.ts'
import { Enrolling } from './enrolling.tsx'
import { type Invited, InviteWhom } from './invite-whom.tsx'
import { INVITE } from './words.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** Invites a connector, or somebody's device: whom, the token with its commands, and then how far it is. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(INVITE)
  const common = useCommon()
  const styles = useStyles()
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
    <Dialog
      open
      onOpenChange={(_, { open }) => !open && onClose()}
      modalType={inviting.data ? 'alert' : 'modal'}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{keys.invite}</DialogTitle>
          <DialogContent className={styles.content}>
            {inviting.error && <Failed error={inviting.error} />}
            {inviting.data ? <Enrolling {...inviting.data} /> : <InviteWhom whom={whom} choose={setWhom} />}
          </DialogContent>
          <DialogActions>
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
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
