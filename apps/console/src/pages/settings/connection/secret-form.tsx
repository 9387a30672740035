import { Field, Input } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { InlineForm } from '../../../parts/inline-form.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { on, type Purpose, type StoredConnection } from './connection-query.ts'
import { CONNECTION } from './words.ts'

/** Takes a client secret, which nobody is shown again. */
export function SecretForm(props: {
  readonly purpose: Purpose
  readonly stored: StoredConnection
  readonly onClose: () => void
}) {
  const { purpose, stored, onClose } = props
  const words = useWords(CONNECTION)
  const common = useCommon()
  const notice = useNotice()
  const queries = useQueryClient()
  const [value, setValue] = useState('')
  const [day, setDay] = useState('')
  const saving = useMutation({
    async mutationFn() {
      const { tenantId, cloud, licences, backup, restore } = stored.value
      const clientSecret = { value, expiresAt: day === '' ? null : `${day}T00:00:00Z` }
      await api.PUT('/api/v1/connection', {
        params: { header: on(stored.version) },
        body: {
          tenantId,
          cloud,
          licences,
          backup: { clientId: backup.clientId, ...(purpose === 'backup' && { clientSecret }) },
          restore: restore && { clientId: restore.clientId, ...(purpose === 'restore' && { clientSecret }) },
        },
      })
      await queries.invalidateQueries({ queryKey: ['connection'] })
      notice({ title: common.saved })
      onClose()
    },
  })
  return (
    <InlineForm saving={saving} verb={common.save} onClose={onClose} isReady={value !== ''}>
      <Field label={words.secretValue} hint={words.secretValueHint} required>
        <Input
          type="password"
          autoComplete="off"
          value={value}
          onChange={(_, { value: text }) => setValue(text)}
        />
      </Field>
      <Field label={words.secretExpires} hint={words.secretExpiresHint}>
        <Input type="date" value={day} onChange={(_, { value: text }) => setDay(text)} />
      </Field>
    </InlineForm>
  )
}
