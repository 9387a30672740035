import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  type DialogProps,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

export interface DialogFrameProps {
  /** Without it, the dialog is open as long as it is there. */
  readonly isOpen?: boolean
  /** Without it, nothing but a button of the dialog closes it. */
  readonly onClose?: (() => void) | undefined
  readonly modalType?: DialogProps['modalType']
  readonly title: string
  readonly children: ReactNode
  readonly actions: ReactNode
  /** Of the surface: how wide it is, where it differs. */
  readonly className?: string
  /** Puts something around title, content and actions: a form. */
  readonly around?: (body: ReactNode) => ReactNode
}

/** What every dialog is made of: a title, what it says, and its buttons. */
export function DialogFrame(props: DialogFrameProps) {
  const { isOpen = true, onClose, title, children, actions, className, around = (body) => body } = props
  const { modalType = onClose ? 'modal' : 'alert' } = props
  const styles = useStyles()
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => !open && onClose?.()} modalType={modalType}>
      <DialogSurface {...(className !== undefined && { className })}>
        {around(
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>{children}</DialogContent>
            <DialogActions fluid>{actions}</DialogActions>
          </DialogBody>,
        )}
      </DialogSurface>
    </Dialog>
  )
}
