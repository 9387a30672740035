import { Field, Input } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { FormDialog } from '../../../parts/form-dialog.tsx'
import { ProfileField } from '../../../parts/profile-field.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { PEOPLE } from '../words/people.ts'

const NOBODY = { displayName: '', principalName: '', email: '', profileId: '' }

/** Adds a person by hand. */
export function AddPerson({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const words = useWords(PEOPLE)
  const notice = useNotice()
  const queries = useQueryClient()
  const [person, setPerson] = useState(NOBODY)
  const adding = useMutation({
    mutationFn: async () => {
      const { displayName, principalName, email, profileId } = person
      const body = {
        displayName: displayName.trim(),
        principalName: principalName.trim(),
        email: email.trim() === '' ? null : email.trim(),
        ...(profileId !== '' && { profileId }),
      }
      return await send(api.POST('/api/v1/people', { body }))
    },
    async onSuccess({ displayName }) {
      notice({ title: words.added(displayName) })
      setPerson(NOBODY)
      onClose()
      await Promise.all(['people', 'profiles'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
    },
  })
  const isName = /^[^\s@]+@[^\s@]+$/.test(person.principalName.trim())
  const isComplete = isName && person.displayName.trim() !== ''
  const isWrong = person.principalName.trim() !== '' && !isName
  const close = () => {
    adding.reset()
    onClose()
  }
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      title={words.add}
      verb={words.add}
      isReady={isComplete}
      saving={adding}
    >
      {words.addAbout}
      <Field label={words.displayName} required>
        <Input
          value={person.displayName}
          maxLength={256}
          onChange={(_, { value }) => setPerson({ ...person, displayName: value })}
        />
      </Field>
      <Field
        label={words.principalName}
        hint={words.principalNameHint}
        required
        {...(isWrong && { validationState: 'error', validationMessage: words.principalNameWrong })}
      >
        <Input
          value={person.principalName}
          maxLength={320}
          onChange={(_, { value }) => setPerson({ ...person, principalName: value })}
        />
      </Field>
      <Field label={words.email}>
        <Input
          type="email"
          value={person.email}
          maxLength={320}
          onChange={(_, { value }) => setPerson({ ...person, email: value })}
        />
      </Field>
      <ProfileField
        label={words.profile}
        none={words.byRules}
        value={person.profileId}
        onChange={(profileId) => setPerson({ ...person, profileId })}
      />
    </FormDialog>
  )
}
