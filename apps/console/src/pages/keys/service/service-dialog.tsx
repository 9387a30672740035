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
  Select,
  Text,
  tokens,
} from '@fluentui/react-components'
import { ApiError } from '@holdfast/api-client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../../api/client.ts'
import { Failed } from '../../../parts/failed.tsx'
import { useNotice } from '../../../parts/use-notice.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { KEYS } from '../words.ts'
import { type Entered, FIELDS, type ServiceKind, settingsOf } from './service-fields.ts'
import { SERVICE } from './words.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** Takes a key management service on: which, and which key of it. It is tried before it counts. */
export function ServiceDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(SERVICE)
  const keys = useWords(KEYS)
  const common = useCommon()
  const styles = useStyles()
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

  function submit(event: FormEvent) {
    event.preventDefault()
    adding.mutate()
  }

  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{keys.addService}</DialogTitle>
            <DialogContent className={styles.content}>
              <Text>{words.about}</Text>
              {adding.error && <Failed error={adding.error} />}
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
              <Field label={keys.name} hint={words.nameHint} required {...fault(adding.error, 'name')}>
                <Input value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
              </Field>
              {FIELDS[service].map(({ name: field, example, isRequired }) => (
                <Field
                  key={field}
                  label={words.fields[field]}
                  required={isRequired}
                  {...fault(adding.error, field)}
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
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabledFocusable={adding.isPending}>
                {adding.isPending ? words.trying : words.add}
              </Button>
              <Button onClick={onClose}>{common.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}

/** What the server found wrong with a field. */
function fault(error: unknown, field: string) {
  if (!(error instanceof ApiError)) return {}
  const found = error.problem.errors?.find(({ path }) => path === field || path.endsWith(`.${field}`))
  return found ? { validationState: 'error' as const, validationMessage: found.message } : {}
}
