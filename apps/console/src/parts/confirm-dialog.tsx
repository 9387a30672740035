import { Button, Field, Textarea } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useCommon } from '../words/use-common.ts'
import { DialogFrame } from './dialog-frame.tsx'
import { Failed } from './failed.tsx'
import { type Notice, useNotice } from './use-notice.tsx'

const REASON = { min: 10, max: 150 }

export interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  /** What happens, and what does not. */
  readonly question: ReactNode
  /** Does it; gives what is said when it has happened. A reason comes where one is asked for. */
  readonly run: (reason: string) => Promise<Notice | undefined>
  /** Whether the audit trail wants a reason. */
  readonly asksReason?: boolean
  /** False while what would happen is not known yet, or nothing would. */
  readonly isReady?: boolean
}

/** Asks before something is done, does it, and says that it was done. What goes wrong is said here, and nothing is lost. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onClose, title, question, run, asksReason, isReady = true } = props
  const common = useCommon()
  const notice = useNotice()
  const [reason, setReason] = useState('')
  const running = useMutation({
    mutationFn: () => run(reason.trim()),
    onSuccess(done) {
      onClose()
      if (done) notice(done)
    },
  })
  const { reset } = running
  useEffect(() => {
    if (!isOpen) return
    reset()
    setReason('')
  }, [isOpen, reset])
  const length = reason.trim().length
  const lacksReason = asksReason === true && (length < REASON.min || length > REASON.max)
  return (
    <DialogFrame
      isOpen={isOpen}
      onClose={onClose}
      modalType="alert"
      title={title}
      actions={
        <>
          <Button
            appearance="primary"
            disabledFocusable={running.isPending || lacksReason || !isReady}
            onClick={() => running.mutate()}
          >
            {common.yes}
          </Button>
          <Button onClick={onClose}>{common.no}</Button>
        </>
      }
    >
      <div>{question}</div>
      {asksReason && (
        <Field label={common.reason} hint={common.reasonHint} required>
          <Textarea value={reason} maxLength={REASON.max} onChange={(_, { value }) => setReason(value)} />
        </Field>
      )}
      {running.error && <Failed error={running.error} />}
    </DialogFrame>
  )
}
