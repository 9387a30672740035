import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { profileNamesQuery } from '../../../api/profile-names.ts'
import { send } from '../../../api/send.ts'
import { FormDialog } from '../../../parts/form-dialog.tsx'
import { ProfileField } from '../../../parts/profile-field.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { PEOPLE } from '../words/people.ts'
import type { Person } from './person.ts'

/** Asks for the profile that people are to come to, and moves them. */
export function MovePeople(props: {
  readonly people: readonly Person[]
  readonly who: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const { people, who, isOpen, onClose, onDone } = props
  const words = useWords(PEOPLE)
  const formats = useFormats()
  const notice = useNotice()
  const queries = useQueryClient()
  const { data: profiles = [] } = useQuery({ ...profileNamesQuery, staleTime: 0 })
  const [profileId, setProfileId] = useState('')
  const moving = useMutation({
    mutationFn: async () =>
      await send(
        api.POST('/api/v1/people/move', { body: { people: people.map(({ id }) => id), profileId } }),
      ),
    async onSuccess({ changed }) {
      const profile = profiles.find(({ id }) => id === profileId)?.name ?? ''
      notice({ title: words.moved(formats.count(changed), profile) })
      await Promise.all(['people', 'profiles'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      onClose()
      onDone()
    },
  })
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.moveTitle}
      verb={words.move}
      isReady={profileId !== ''}
      saving={moving}
    >
      {words.moveAbout(who)}
      <ProfileField
        label={words.profile}
        none={words.chooseProfile}
        isRequired
        value={profileId}
        onChange={setProfileId}
      />
    </FormDialog>
  )
}
