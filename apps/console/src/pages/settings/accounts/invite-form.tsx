import { Field, Input, Select, Text } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { InlineForm } from '../../../parts/inline-form.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { LIMITS, ROLES, type Role } from '../roles.ts'
import type { MadeLink } from './link-shown.tsx'
import { PersonChoice } from './person-choice.tsx'
import { isWholeScope, ProfileChoice } from './profile-choice.tsx'
import { ACCOUNTS } from './words.ts'

/** Invites an administrator, or a person to their own backup. `onInvited` gets the link's token, which is not shown again. */
export function InviteForm(props: {
  readonly onInvited: (invited: MadeLink) => void
  readonly onClose: () => void
}) {
  const words = useWords(ACCOUNTS)
  const common = useCommon()
  const queries = useQueryClient()
  const [role, setRole] = useState<Role>('help-desk')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [profiles, setProfiles] = useState<readonly string[] | null>(null)
  const [personId, setPersonId] = useState<string>()
  const limit = LIMITS[role]
  const inviting = useMutation({
    async mutationFn() {
      const made = await send(
        api.POST('/api/v1/accounts', {
          body: {
            role,
            ...(name !== '' && { name }),
            ...(email !== '' && { email }),
            ...(role === 'person' && personId !== undefined && { personId }),
            profiles: limit === 'never' ? null : profiles && [...profiles],
          },
        }),
      )
      await queries.invalidateQueries({ queryKey: ['accounts'] })
      props.onInvited(made)
    },
  })
  const { error } = inviting
  const isWhole = role === 'person' ? personId !== undefined : isWholeScope(limit, profiles)
  return (
    <InlineForm
      saving={inviting}
      verb={words.invite}
      onClose={props.onClose}
      isReady={isWhole}
      label={words.inviteTitle}
    >
      <Text weight="semibold">{words.inviteTitle}</Text>
      <Field label={words.role} required>
        <Select value={role} onChange={(_, { value }) => setRole(value as Role)}>
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {common.role[each]}
            </option>
          ))}
        </Select>
      </Field>
      {role === 'person' ? (
        <PersonChoice chosen={personId} onChange={setPersonId} />
      ) : (
        <>
          <Field label={words.name} {...fieldFault(error, 'name')}>
            <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
          </Field>
          <Field label={words.email} required {...fieldFault(error, 'email')}>
            <Input
              type="email"
              autoComplete="off"
              value={email}
              onChange={(_, { value }) => setEmail(value)}
            />
          </Field>
          <ProfileChoice limit={limit} profiles={profiles} onChange={setProfiles} />
        </>
      )}
    </InlineForm>
  )
}
