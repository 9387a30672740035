import { Button, type ButtonProps } from '@fluentui/react-components'
import { useState } from 'react'
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog.tsx'

export interface ConfirmedActionProps
  extends Pick<ConfirmDialogProps, 'question' | 'run' | 'asksReason'>,
    Pick<ButtonProps, 'appearance' | 'icon' | 'size'> {
  readonly label: string
  /** Names it for screen readers where the label alone does not say what it is about. */
  readonly name?: string
  readonly disabled?: boolean
}

/** A button that asks before it does something, and says that it was done. */
export function ConfirmedAction(props: ConfirmedActionProps) {
  const { label, name, question, run, asksReason, disabled, ...look } = props
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        {...look}
        {...(name !== undefined && { 'aria-label': name })}
        disabledFocusable={disabled ?? false}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={name ?? label}
        question={question}
        run={run}
        {...(asksReason !== undefined && { asksReason })}
      />
    </>
  )
}
