import { Button } from '@fluentui/react-components'
import type { FormEvent } from 'react'
import { useCommon } from '../words/use-common.ts'
import { DialogFrame, type DialogFrameProps } from './dialog-frame.tsx'
import { Failed } from './failed.tsx'

export interface FormDialogProps extends Pick<DialogFrameProps, 'isOpen' | 'title' | 'children'> {
  readonly onClose: () => void
  /** What the button that ends it does. */
  readonly verb?: string
  /** Whether everything that is needed is entered. */
  readonly isReady?: boolean
  /** What the form is for, as a mutation tells of it. */
  readonly saving: { readonly mutate: () => void; readonly isPending: boolean; readonly error: unknown }
  /** In place of saving at once: for a form that says itself what is wrong with it. */
  readonly onSubmit?: () => void
}

/** Fields in a dialog: they are sent once, and what the server says against it stands below them. */
export function FormDialog(props: FormDialogProps) {
  const { verb, isReady = true, saving, onSubmit, children, ...frame } = props
  const common = useCommon()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isReady || saving.isPending) return
    if (onSubmit) onSubmit()
    else saving.mutate()
  }
  return (
    <DialogFrame
      {...frame}
      around={(body) => (
        <form onSubmit={submit} noValidate={onSubmit !== undefined}>
          {body}
        </form>
      )}
      actions={
        <>
          <Button type="submit" appearance="primary" disabledFocusable={!isReady || saving.isPending}>
            {verb ?? common.save}
          </Button>
          <Button onClick={frame.onClose}>{common.cancel}</Button>
        </>
      }
    >
      {children}
      {Boolean(saving.error) && <Failed error={saving.error} />}
    </DialogFrame>
  )
}
