import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { Failed } from '../../parts/failed.tsx'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import { useCommon } from '../../words/use-common.ts'
import type { Profile } from './profile.ts'
import { PROFILES } from './words/profiles.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** Asks how the copy of a profile is to be called, makes it, and goes to it. */
export function CopyProfile(props: {
  readonly profile: Profile
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const { profile, isOpen, onClose } = props
  const words = useWords(PROFILES)
  const common = useCommon()
  const styles = useStyles()
  const notice = useNotice()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState(words.copyName(profile.name))
  const copying = useMutation({
    mutationFn: async () =>
      await send(
        api.POST('/api/v1/profiles/{id}/copy', { params: { path: { id: profile.id } }, body: { name } }),
      ),
    async onSuccess(made) {
      onClose()
      notice({ title: words.copied(made.name) })
      await queries.invalidateQueries({ queryKey: ['profiles'] })
      await navigate({ to: '/profiles/$profileId', params: { profileId: made.id } })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() !== '') copying.mutate()
  }
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{words.copyTitle(profile.name)}</DialogTitle>
            <DialogContent className={styles.content}>
              {words.copyAbout}
              <Field label={words.name} required>
                <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
              </Field>
              {copying.error && <Failed error={copying.error} />}
            </DialogContent>
            <DialogActions>
              <Button
                type="submit"
                appearance="primary"
                disabledFocusable={copying.isPending || name.trim() === ''}
              >
                {words.copy}
              </Button>
              <Button onClick={onClose}>{common.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
