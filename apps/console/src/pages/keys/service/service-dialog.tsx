import { Field, Input, Select, Text } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api/client.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { FormDialog } from '../../../parts/form-dialog.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { KEYS } from '../words.ts'
import { type Entered, FIELDS, type ServiceKind, settingsOf } from './service-fields.ts'
import { SERVICE } from './words.ts'

/** Takes a key management service on: which, and which key of it. It is tried before it counts. */
export function ServiceDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(SERVICE)
  const keys = useWords(KEYS)
  const queries = useQueryClient()
  const notice = useNotice()
  const [service, setService] = useState<ServiceKind>('aws')
  const [name, setName] = useState('')
  const [entered, setEntered] = useState<Entered>({})
  const adding = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/keys/services', { body: { name, settings: settingsOf(service, entered) } }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['keys'] })
      notice({ title: words.added(name), body: words.addedAbout })
      onClose()
    },
  })

  return (
    <FormDialog
      onClose={onClose}
      title={keys.addService}
      verb={adding.isPending ? words.trying : words.add}
      saving={adding}
    >
      <Text>{words.about}</Text>
      <Field label={words.which}>
        <Select
          value={service}
          onChange={(_, { value }) => {
            setService(value as ServiceKind)
            adding.reset()
          }}
        >
          {(['aws', 'azure', 'transit'] as const).map((each) => (
            <option key={each} value={each}>
              {keys.services[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={keys.name} hint={words.nameHint} required {...fieldFault(adding.error, 'name')}>
        <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
      </Field>
      {FIELDS[service].map(({ name: field, example, isRequired }) => (
        <Field
          key={field}
          label={words.fields[field]}
          required={isRequired}
          {...fieldFault(adding.error, `settings.${field}`)}
        >
          <Input
            value={entered[field] ?? ''}
            placeholder={example}
            autoComplete="off"
            onChange={(_, { value }) => setEntered((before) => ({ ...before, [field]: value }))}
          />
        </Field>
      ))}
      <Text size={200}>{words.signIn[service]}</Text>
    </FormDialog>
  )
}
