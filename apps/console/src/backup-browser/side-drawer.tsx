import {
  Button,
  Drawer,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useCommon } from '../words/use-common.ts'

const useStyles = makeStyles({
  drawer: { width: 'min(100vw, 520px)', maxWidth: '100vw' },
  title: { overflowWrap: 'anywhere' },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  foot: { flexWrap: 'wrap', '@media (max-width: 480px)': { '& > *': { flexGrow: 1 } } },
})

/** What comes from the side, over the list: on a phone, over all of it. */
export function SideDrawer(props: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  /** Stays in sight at the bottom, while the rest scrolls. */
  readonly footer?: ReactNode
  readonly children: ReactNode
}) {
  const { isOpen, onClose, title, footer, children } = props
  const common = useCommon()
  const styles = useStyles()
  return (
    <Drawer
      type="overlay"
      position="end"
      className={styles.drawer}
      open={isOpen}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          className={styles.title}
          action={
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={common.close}
              onClick={onClose}
            />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>{children}</DrawerBody>
      {footer && <DrawerFooter className={styles.foot}>{footer}</DrawerFooter>}
    </Drawer>
  )
}
