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
} from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { api } from '../../../api/client.ts'
import { Failed } from '../../../parts/failed.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
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
  const common = useCommon()
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
  function submit(event: FormEvent) {
    event.preventDefault()
    renaming.mutate()
  }
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>{words.rename}</DialogTitle>
            <DialogContent>
              {renaming.error && <Failed error={renaming.error} />}
              <Field label={words.name} required>
                <Input autoFocus value={name} maxLength={100} onChange={(_, { value }) => setName(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabledFocusable={renaming.isPending}>
                {common.save}
              </Button>
              <Button onClick={onClose}>{common.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
