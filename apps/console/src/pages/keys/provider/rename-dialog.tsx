import { Field, Input } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { FormDialog } from '../../../parts/form-dialog.tsx'
import { useWords } from '../../../words/translate.ts'
import type { KeyProvider } from '../keys-queries.ts'
import { KEYS } from '../words.ts'

/** Gives somebody who holds keys another name. */
export function RenameDialog(props: {
  readonly provider: KeyProvider
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const { provider, isOpen, onClose } = props
  const words = useWords(KEYS)
  const queries = useQueryClient()
  const [name, setName] = useState(provider.name)
  const renaming = useMutation({
    mutationFn: () =>
      api.PATCH('/api/v1/keys/providers/{id}', { params: { path: { id: provider.id } }, body: { name } }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['keys', 'providers'] })
      onClose()
    },
  })
  const { reset } = renaming
  useEffect(() => {
    if (!isOpen) return
    setName(provider.name)
    reset()
  }, [isOpen, provider.name, reset])
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.rename}
      isReady={name.trim() !== ''}
      saving={renaming}
    >
      <Field label={words.name} required>
        <Input autoFocus value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  )
}
