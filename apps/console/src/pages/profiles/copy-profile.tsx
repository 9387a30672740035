import { Field, Input } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { send } from '../../api/send.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import type { Profile } from './profile.ts'
import { PROFILES } from './words/profiles.ts'

/** Asks how the copy of a profile is to be called, makes it, and goes to it. */
export function CopyProfile(props: {
  readonly profile: Profile
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const { profile, isOpen, onClose } = props
  const words = useWords(PROFILES)
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
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.copyTitle(profile.name)}
      verb={words.copy}
      isReady={name.trim() !== ''}
      saving={copying}
    >
      {words.copyAbout}
      <Field label={words.name} required>
        <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  )
}
