import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  OverlayDrawer,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { useCommon } from '../words/use-common.ts'
import { NavList } from './nav-list.tsx'
import type { Group } from './places.ts'

/** The list of pages where there is no room for it beside the page. Its script is fetched when it is first opened. */
export function SideDrawer(props: {
  readonly groups: readonly Group[]
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const { groups, isOpen, onClose } = props
  const common = useCommon()
  return (
    <OverlayDrawer open={isOpen} onOpenChange={(_, { open }) => !open && onClose()} size="small">
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={common.close}
              onClick={onClose}
            />
          }
        >
          {common.product}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <NavList groups={groups} onGo={onClose} />
      </DrawerBody>
    </OverlayDrawer>
  )
}
